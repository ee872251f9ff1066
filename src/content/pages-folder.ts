import { join } from 'node:path';
import type { Language } from '#i18n/languages.ts';
import { type Fault, fault, problemsOf } from './fault.ts';
import { type FolderSetting, readNames } from './issue-folder.ts';
import { readFolder } from './issue-names.ts';
import type { Page } from './model.ts';
import type { Problem } from './problem.ts';
import type { Reading } from './reading.ts';
import { readText } from './text-file.ts';
import { type ParsedWords, parsePage } from './words-file.ts';
import type { PageParts } from './words-parts.ts';

export interface ParsedPages {
  readonly pages: readonly ParsedWords<Page>[];
  /** Of every page that could be opened, faulty or not. */
  readonly readings: readonly Reading<PageParts>[];
  readonly problems: readonly Problem[];
}

/** Addresses that are the site's own. */
export const reservedPages: ReadonlySet<string> = new Set([
  '404',
  'archive',
  'authors',
  'feed',
  'index',
  'search',
  'topics',
  'trends',
]);

/** Reads the files of content/pages, which is there. */
export async function readPagesFolder(setting: FolderSetting): Promise<ParsedPages> {
  const path = 'content/pages';
  const folder = join(setting.root, path);
  const found = readNames(folder, path, setting.languages);
  const problems = [...found.problems];
  const pages: ParsedWords<Page>[] = [];
  const readings: Reading<PageParts>[] = [];
  for (const { name: fileName, slug: name, language } of found.files) {
    const file = `${path}/${fileName}`;
    const nameFault = faultOfName(name, language);
    if (nameFault !== undefined) {
      problems.push(...problemsOf(file, [nameFault]));
      continue;
    }
    const read = readText(join(folder, fileName));
    if (read?.text === undefined) {
      problems.push(...problemsOf(file, read?.faults ?? []));
      continue;
    }
    const { parsed, faults, reading } = await parsePage({ text: read.text, file, folder, name, language }, setting);
    problems.push(...problemsOf(file, faults));
    readings.push(reading);
    if (parsed) pages.push(parsed);
  }
  return { pages, readings, problems };
}

function faultOfName(name: string, language: Language): Fault | undefined {
  const address = `\`/${language}/${name}/\``;
  if (reservedPages.has(name)) {
    return fault(undefined, 'page-name', `${address} is a page of the site itself.`, 'Choose another name.');
  }
  if ('fault' in readFolder(name)) return undefined;
  return fault(undefined, 'page-name', `${address} is where an issue would stand.`, 'Choose another name.');
}
