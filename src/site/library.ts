import { getEntry } from 'astro:content';
import type { Library } from '#content/model.ts';

/** The library as the content layer holds it: everything but the bodies, whose HTML is in the collections. */
export async function theLibrary(): Promise<Library> {
  const entry = await getEntry('library', 'library');
  if (entry === undefined) throw new TypeError('the content layer holds no library');
  return entry.data.library;
}
