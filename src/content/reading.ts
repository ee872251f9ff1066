import type { Root } from 'mdast';
import type { Language } from '#i18n/languages.ts';
import type { Mention } from './body-context.ts';
import type { Place } from './fault.ts';

/** What could be read of an MDX file, faulty or not: its words and where they lead. */
export interface Reading<Parts> {
  /** From the root, with slashes. */
  readonly file: string;
  readonly language: Language;
  /** The whole file. */
  readonly text: string;
  readonly placeOf: (path: readonly PropertyKey[]) => Place;
  /** The fields that are right by themselves. */
  readonly parts: Parts;
  /** Without what was refused. */
  readonly body: Root;
  readonly mentions: readonly Mention[];
  /** Lines on which the body’s grammar breaks, so that signs of a tag may seem to be words. */
  readonly tornLines: ReadonlySet<number>;
}
