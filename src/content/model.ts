import type { Root } from 'mdast';
import type { Language } from '#i18n/languages.ts';
import type { Correction } from './correction-key.ts';
import type { Period } from './days.ts';
import type { Picture, Sound } from './media.ts';
import type { Author, Newsletter, Topic } from './publication.ts';
import type { Trend } from './trend.ts';

/** One entry of a contents list: a heading or a story. */
export interface ContentsEntry {
  /** Fragment identifier, unique in the version. */
  readonly id: string;
  readonly depth: number;
  readonly text: string;
}

/** What a story inside a commentary says of itself. */
interface StoryHead {
  readonly title: string;
  /** Fragment identifier, unique in the version. */
  readonly id: string;
  readonly topic?: string;
  readonly trend?: Trend;
}

/** A commentary in one language: one file. Readers hear "Belarusian version". */
export interface Version {
  /** `2024-04-15/economy` */
  readonly commentary: string;
  readonly language: Language;
  /** Path from the root, with slashes: `content/issues/2024-04-15/economy.be.mdx`. */
  readonly file: string;
  readonly title: string;
  /** The lead; of a withdrawn piece the reason, for its lead is gone with its text. */
  readonly summary: string;
  /** Ids; hidden authors are already gone. */
  readonly authors: readonly string[];
  readonly points: readonly string[];
  readonly cover?: Picture;
  readonly audio?: Sound;
  /** ISO 8601 instant in UTC, `2024-04-22T06:00:00Z`. */
  readonly published: string;
  readonly aliases: readonly string[];
  readonly corrections: readonly Correction[];
  /** Why it was withdrawn; then `body` is empty. */
  readonly withdrawn?: string;
  readonly draft: boolean;
  /** Plain mdast and `block` nodes; no MDX nodes, no comments, no front matter. Pictures and sounds of blocks are resolved. */
  readonly body: Root;
  /** Hex SHA-256 of what a translation follows (title, summary, points, body). */
  readonly digest: string;
  /** For a translation: what it followed. */
  readonly source?: { readonly language: Language; readonly digest: string };
  /** A translation whose original changed after it. */
  readonly isStale: boolean;
  readonly words: number;
  readonly readingMinutes: number;
  /** Empty where there are fewer than three headings or stories. */
  readonly contents: readonly ContentsEntry[];
  /** Its stories in order, also where the body itself is left out. */
  readonly stories: readonly StoryHead[];
}

/** One piece in an issue, in one or more languages. */
export interface Commentary {
  /** `2024-04-15/economy` */
  readonly id: string;
  readonly issue: string;
  readonly slug: string;
  readonly period: Period;
  readonly topic: string;
  readonly trend?: Trend;
  /** The author's language. */
  readonly original: Language;
  readonly related: readonly string[];
  /** Languages whose version exists as a draft or is held back until its moment: "not translated yet" is true of these only. */
  readonly promised: readonly Language[];
  readonly versions: Readonly<Partial<Record<Language, Version>>>;
}

/** The issue's own words in one language. */
export interface IssueWords {
  readonly language: Language;
  readonly file: string;
  readonly title?: string;
  readonly subject?: string;
  readonly preheader?: string;
  readonly signoff?: string;
  /** A letter from the editor; no children when there is none. */
  readonly letter: Root;
}

export interface Issue {
  /** The folder's name: `2024-04-15` or `2024-04-15-special`. */
  readonly id: string;
  readonly period: Period;
  readonly number?: number;
  readonly volume?: string;
  readonly words: Readonly<Partial<Record<Language, IssueWords>>>;
  /** In the issue's order. */
  readonly commentaries: readonly Commentary[];
}

export interface Page {
  /** `about` */
  readonly name: string;
  readonly language: Language;
  readonly file: string;
  readonly title: string;
  readonly summary?: string;
  readonly body: Root;
}

/** A letter outside the rhythm of the issues in one language: one file. It has no page on the site. */
export interface LetterVersion extends Omit<IssueWords, 'title' | 'letter'> {
  readonly title: string;
  readonly body: Root;
}

/** A letter outside the rhythm of the issues: "our site is blocked, here is the new address". */
export interface Letter {
  /** `letters/2024-05-01-blocked` */
  readonly id: string;
  /** `2024-05-01` */
  readonly date: string;
  /** Ids of the lists that get it; absent: all. */
  readonly lists?: readonly string[];
  /** The newsletter's own site may not open while it goes out: its pages are not waited for. */
  readonly siteIsDown?: boolean;
  readonly versions: Readonly<Partial<Record<Language, LetterVersion>>>;
}

/** All of content/, read and checked. */
export interface Library {
  /** Absolute path of the folder that holds content/. */
  readonly root: string;
  readonly newsletter: Newsletter;
  readonly topics: ReadonlyMap<string, Topic>;
  /** Without the hidden ones. */
  readonly authors: ReadonlyMap<string, Author>;
  readonly pages: readonly Page[];
  /** Oldest first. Only what may be shown: no drafts unless asked for, nothing before its `published` moment. */
  readonly issues: readonly Issue[];
  /** Oldest first; no drafts unless asked for. */
  readonly letters: readonly Letter[];
  /** When the next held-back version becomes due, ISO 8601 in UTC. */
  readonly nextPublished?: string;
}
