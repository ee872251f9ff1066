import type { ImageMetadata } from 'astro';
import type { Library, Version } from '#content/model.ts';
import type { Language } from '#i18n/languages.ts';

declare global {
  /** What pages are made of, as whoever runs them put it there. */
  var vesnikShelf: (() => Promise<Shelf>) | undefined;
}

/** A picture as Astro's components take it, with the file that it is made from. */
export interface SitePicture extends ImageMetadata {
  readonly fsPath: string;
}

/** A part of the search index. */
export interface SearchSlice {
  /** Of its file on this site; changes with what is in it. */
  readonly name: string;
  readonly language: Language;
  readonly year: string;
  /** Where it lies, an absolute path. */
  readonly path: string;
}

/** All that pages take from the content. */
export interface Shelf {
  /** The same object until the content changes. */
  readonly library: Library;
  /**
   * What may be named in a view and is shown without standing there: by a text's name (text-name.ts) or a picture's or sound's
   * absolute path, what changes with it.
   */
  readonly digests: ReadonlyMap<string, string>;
  /** A text as HTML, its pictures left to `withPictures`; '' where there is none. */
  readonly text: (name: string) => string;
  /** A commentary as HTML for feeds, its pictures left to `withFeedPictures`. */
  readonly fed: (version: Version) => string;
  /** By an absolute path. */
  readonly picture: (file: string) => Promise<SitePicture>;
  /** By an absolute path the name under which a sound is given out. */
  readonly sound: (file: string) => string;
  /** By that name the absolute path. */
  readonly sounds: ReadonlyMap<string, string>;
  readonly slices: () => Promise<readonly SearchSlice[]>;
}

// Pages are compiled into modules of their own, so a variable of a module would be another one there. Astro's content layer in
// this place wrote all texts to disk as one string, and Vite compiled that as a module of every build.
export function theShelf(): Promise<Shelf> {
  if (globalThis.vesnikShelf === undefined) throw new TypeError('nobody said where the content of this site is');
  return globalThis.vesnikShelf();
}
