import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { assetReader } from './asset-reader.ts';
import { fault, problemsOf } from './fault.ts';
import { type FolderSetting, type Leads, type ParsedIssue, readIssueFolder, readNames } from './issue-folder.ts';
import type { Page, Problem } from './model.ts';
import type { Author, Newsletter, Topic } from './publication.ts';
import { type Register, readAuthors, readNewsletter, readTopics } from './register.ts';
import { isMissing, readText } from './text-file.ts';
import { type ParsedWords, parsePage } from './words-file.ts';

/** All files of content/ that could be read, each by itself: what they say of each other is not looked at yet. */
export interface Content {
  readonly root: string;
  readonly newsletter: Newsletter;
  readonly newsletterPlaceOf: Register<Newsletter>['placeOf'];
  readonly topics: ReadonlyMap<string, Topic>;
  /** Hidden ones too. */
  readonly authors: ReadonlyMap<string, Author>;
  readonly pages: readonly ParsedWords<Page>[];
  readonly pageLeads: readonly Leads[];
  /** Oldest first. */
  readonly issues: readonly ParsedIssue[];
}

interface ReadOptions {
  /** Absolute path of the folder that holds content/. */
  readonly root: string;
  /** Read every picture to its last pixel. */
  readonly wholePictures?: boolean;
}

/** Reads content/. `content` is undefined only where newsletter.yaml cannot be used. */
export async function readContent({
  root,
  wholePictures = false,
}: ReadOptions): Promise<{ content: Content | undefined; problems: Problem[] }> {
  const newsletter = await readNewsletter(root);
  if (!newsletter.value) return { content: undefined, problems: [...newsletter.problems] };
  const { languages, timezone } = newsletter.value;
  const [topics, authors] = await Promise.all([readTopics(root, languages), readAuthors(root, languages)]);
  const setting: FolderSetting = {
    root,
    languages,
    timezone,
    topics: topics.value && new Set(topics.value.keys()),
    authors: authors.value,
    assets: assetReader({ whole: wholePictures }),
  };
  const problems = [...newsletter.problems, ...topics.problems, ...authors.problems];
  const pageLeads: Leads[] = [];
  const pages = await readPages(setting, problems, pageLeads);
  const issues: ParsedIssue[] = [];
  // One folder after the other: the files of all at once would be more than a process may hold open.
  for (const id of await names(join(root, 'content/issues'))) {
    const read = await readIssueFolder(id, setting);
    problems.push(...read.problems);
    if (read.issue) issues.push(read.issue);
  }
  return {
    content: {
      root,
      newsletter: newsletter.value,
      newsletterPlaceOf: newsletter.placeOf,
      topics: topics.value ?? new Map(),
      authors: authors.value ?? new Map(),
      pages,
      pageLeads,
      issues,
    },
    problems,
  };
}

/** Addresses that are the site's own. */
const reservedPages = new Set(['archive', 'authors', 'feed', 'index', 'search', 'topics']);

async function readPages(setting: FolderSetting, problems: Problem[], leads: Leads[]): Promise<ParsedWords<Page>[]> {
  const path = 'content/pages';
  const folder = join(setting.root, path);
  if ((await names(folder)).length === 0) return [];
  const found = await readNames(folder, path, setting.languages);
  problems.push(...found.problems);
  const pages: ParsedWords<Page>[] = [];
  for (const { name: fileName, slug: name, language } of found.files) {
    const file = `${path}/${fileName}`;
    const read = await readText(join(folder, fileName));
    if (reservedPages.has(name)) {
      problems.push(
        ...problemsOf(file, [
          fault(
            undefined,
            'page-name',
            `\`/${language}/${name}/\` is a page of the site itself.`,
            'Choose another name.',
          ),
        ]),
      );
    } else if (read?.text === undefined) {
      problems.push(...problemsOf(file, read?.faults ?? []));
    } else {
      const { parsed, faults, mentions } = await parsePage({ text: read.text, file, folder, name, language }, setting);
      problems.push(...problemsOf(file, faults));
      leads.push({ file, mentions });
      if (parsed) pages.push(parsed);
    }
  }
  return pages;
}

/** Names in a folder, sorted, without those that an operating system leaves; none where there is no folder. */
async function names(folder: string): Promise<string[]> {
  const all = await readdir(folder).catch((error: unknown): string[] => {
    if (isMissing(error)) return [];
    throw error;
  });
  return all.filter(name => !name.startsWith('.') && name !== 'Thumbs.db').sort();
}
