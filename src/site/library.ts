import type { Library } from '#content/model.ts';
import { theShelf } from './shelf.ts';

/** The library of this site, without a notice whose day is over. */
export async function theLibrary(): Promise<Library> {
  return (await theShelf()).library;
}
