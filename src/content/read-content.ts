import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { languages as allLanguages, type Language } from '#i18n/languages.ts';
import { assetReader } from './asset-reader.ts';
import type { FolderSetting, ParsedIssue } from './issue-folder.ts';
import type { ParsedLetter } from './letter-file.ts';
import type { LetterParts } from './letter-schema.ts';
import { readLettersFolder } from './letters-folder.ts';
import type { Page } from './model.ts';
import type { NewsletterParts } from './newsletter-parts.ts';
import { readPagesFolder } from './pages-folder.ts';
import { idsOf } from './parts.ts';
import type { Problem } from './problem.ts';
import type { Author, Newsletter, Topic } from './publication.ts';
import type { Reading } from './reading.ts';
import { type Register, readAuthors, readNewsletter, readTopics } from './register.ts';
import { isMissing } from './text-file.ts';
import type { ParsedWords } from './words-file.ts';
import type { PageParts } from './words-parts.ts';

/** All files of content/ that could be read, each by itself: what they say of each other is not looked at yet. */
export interface Content<Found = ParsedIssue> {
  readonly root: string;
  /** Undefined where there is any fault in newsletter.yaml. */
  readonly newsletter: Newsletter | undefined;
  readonly newsletterParts: NewsletterParts;
  /** Those of the newsletter; all that there are where it does not say. */
  readonly languages: readonly Language[];
  readonly newsletterPlaceOf: Register<Newsletter>['placeOf'];
  readonly topics: ReadonlyMap<string, Topic>;
  /** Also where topics.yaml has faults; undefined where it cannot be read. */
  readonly topicIds: ReadonlySet<string> | undefined;
  /** Hidden ones too. */
  readonly authors: ReadonlyMap<string, Author>;
  /** Also where authors.yaml has faults; undefined where it cannot be read. */
  readonly authorIds: ReadonlySet<string> | undefined;
  readonly pages: readonly ParsedWords<Page>[];
  /** Of every page that could be opened, faulty or not. */
  readonly pageReadings: readonly Reading<PageParts>[];
  /** Each in one language. */
  readonly letters: readonly ParsedLetter[];
  /** Of every letter that could be opened, faulty or not. */
  readonly letterReadings: readonly Reading<LetterParts>[];
  /** Oldest first. */
  readonly issues: readonly Found[];
}

interface ReadOptions<Found> {
  /** Is told which issues will be read. */
  readonly begin?: ((ids: readonly string[], setting: FolderSetting) => void) | undefined;
  /** Absolute path of the folder that holds content/. */
  readonly root: string;
  /** Read every picture to its last pixel. */
  readonly wholePictures?: boolean;
  /** Reads the folder of an issue by its name; undefined for a folder that is no issue. */
  readonly readIssue: (
    id: string,
    setting: FolderSetting,
  ) => Promise<{ readonly issue: Found | undefined; readonly problems: readonly Problem[] }>;
}

/** Reads content/. `content` is undefined only where there is no newsletter.yaml. */
export async function readContent<Found>({
  root,
  wholePictures = false,
  readIssue,
  begin,
}: ReadOptions<Found>): Promise<{ content: Content<Found> | undefined; problems: Problem[] }> {
  const newsletter = await readNewsletter(root);
  if (newsletter.problems.some(({ rule }) => rule === 'missing-file')) {
    return { content: undefined, problems: [...newsletter.problems] };
  }
  const { languages: spoken, timezone = 'UTC' } = newsletter.parts;
  const languages = spoken ?? allLanguages;
  const [topics, authors] = await Promise.all([readTopics(root, spoken ?? []), readAuthors(root, spoken ?? [])]);
  const topicIds = idsOf(topics.given);
  const authorIds = idsOf(authors.given);
  const setting: FolderSetting = {
    root,
    languages,
    timezone,
    topics: topicIds,
    // Who is hidden cannot be told where the file has faults, so nobody is shown.
    authors: authors.value ?? (authorIds && new Map([...authorIds].map(id => [id, { hidden: true }]))),
    assets: assetReader({ whole: wholePictures }),
  };
  const problems = [...newsletter.problems, ...topics.problems, ...authors.problems];
  const hasPages = (await names(join(root, 'content/pages'))).length > 0;
  const pages = hasPages ? await readPagesFolder(setting) : { pages: [], readings: [], problems: [] };
  const hasLetters = (await names(join(root, 'content/letters'))).length > 0;
  const letters = hasLetters ? await readLettersFolder(setting) : { letters: [], readings: [], problems: [] };
  problems.push(...pages.problems, ...letters.problems);
  const issues: Found[] = [];
  // One folder after the other: the files of all at once would be more than a process may hold open.
  const ids = await names(join(root, 'content/issues'));
  begin?.(ids, setting);
  for (const id of ids) {
    const read = await readIssue(id, setting);
    problems.push(...read.problems);
    if (read.issue) issues.push(read.issue);
  }
  return {
    content: {
      root,
      newsletter: newsletter.value,
      newsletterParts: newsletter.parts,
      newsletterPlaceOf: newsletter.placeOf,
      languages,
      topics: topics.value ?? new Map(),
      topicIds,
      authors: authors.value ?? new Map(),
      authorIds,
      pages: pages.pages,
      pageReadings: pages.readings,
      letters: letters.letters,
      letterReadings: letters.readings,
      issues,
    },
    problems,
  };
}

/** Names in a folder, sorted, without those that an operating system leaves; none where there is no folder. */
async function names(folder: string): Promise<string[]> {
  const all = await readdir(folder).catch((error: unknown): string[] => {
    if (isMissing(error)) return [];
    throw error;
  });
  return all.filter(name => !name.startsWith('.') && name !== 'Thumbs.db').sort();
}
