import type { AsPlainObject } from 'minisearch';
import type { Trend } from '#content/trend.ts';
import type { Language, Words } from '#i18n/languages.ts';

/** What a commentary or a story in it is filed under. */
export interface Filed {
  readonly topic?: string;
  readonly trend?: Trend;
}

/** A commentary in one language as a result of a search shows it. */
export interface FoundPiece {
  /** From the root of the site, without the first slash: `be/2024-04-15/economy/`. */
  readonly path: string;
  readonly title: string;
  /** The lead; for a withdrawn piece why it was withdrawn. */
  readonly summary: string;
  /** The period in words, in each language of the newsletter. */
  readonly period: Partial<Words>;
  /** The commentary itself, then its stories that have a topic or a trend of their own. */
  readonly filed: readonly Filed[];
}

/** The searchable commentaries of one year in one language. */
export interface Slice {
  readonly language: Language;
  readonly year: string;
  /** Newest first. The index knows a piece by its place here. */
  readonly pieces: readonly FoundPiece[];
  readonly index: AsPlainObject;
}

/** Which slices there are, newest first. */
export interface Manifest {
  readonly slices: readonly {
    readonly language: Language;
    readonly year: string;
    /** From the manifest's own address. */
    readonly path: string;
  }[];
}
