import type { BlockName } from './blocks.ts';
import type { Fault, Place } from './fault.ts';
import type { Picture, Sound } from './media.ts';
import type { ContentsEntry } from './model.ts';

/** A picture file that was opened and measured, before the words that belong to it are known. */
export type MeasuredPicture = Pick<Picture, 'src' | 'file' | 'width' | 'height'>;
export type MeasuredSound = Pick<Sound, 'src' | 'file' | 'seconds' | 'sizeBytes' | 'mediaType'>;

/** A file beside the text, or why it cannot be used. */
export type Asset<Measured> =
  | { readonly ok: true; readonly measured: Measured }
  | { readonly ok: false; readonly fault: Omit<Fault, keyof Place> };

/** Where a text leads to, to be looked up when all is read. */
export interface Mention {
  readonly place: Place;
  /** `commentary`: `issue/slug`; `page`: an address from the root of the site; `fragment`: an id of the same text; `web`: all others. */
  readonly kind: 'commentary' | 'page' | 'fragment' | 'web';
  readonly target: string;
}

/** What is known, and what is gathered, while a tree is gone through. */
export interface BodyContext {
  readonly pictures: ReadonlyMap<string, Asset<MeasuredPicture>>;
  readonly sounds: ReadonlyMap<string, Asset<MeasuredSound>>;
  /** Ids of topics.yaml; undefined where that could not be read. */
  readonly topics: ReadonlySet<string> | undefined;
  /** URLs of `[name]: https://…` lines by their normalised name. */
  readonly definitions: ReadonlyMap<string, string>;
  readonly faults: Fault[];
  readonly mentions: Mention[];
  readonly contents: ContentsEntry[];
  /** An id for a heading or story, unique in the text. */
  readonly nextId: (words: string) => string;
}

/** Where in the text a node stands. */
export interface Surroundings {
  /** The innermost block around it. */
  readonly block: BlockName | undefined;
  /** `list`, `quotation`, …: Markdown around it in which blocks have no room. */
  readonly container: string | undefined;
  /** Depth of the last heading at this level. */
  readonly heading: { depth: number };
}
