import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type FolderSetting, type ParsedIssue, readIssueFolder } from './issue-folder.ts';
import type { IssueWords } from './model.ts';
import type { ParsedVersion } from './parse.ts';
import type { Problem } from './problem.ts';
import type { ParsedWords } from './words-file.ts';

/** What a library takes of one language of a commentary. */
export type FoundVersion = Pick<ParsedVersion, 'version' | 'slug' | 'fields'>;

/** What a library takes of an issue's folder: plain values. */
export interface FoundIssue extends Pick<ParsedIssue, 'id' | 'date' | 'settings'> {
  readonly words: readonly Pick<ParsedWords<IssueWords>, 'value'>[];
  readonly versions: readonly FoundVersion[];
}

export interface FolderRead {
  /** Undefined for a folder that is no issue. */
  readonly issue: FoundIssue | undefined;
  readonly problems: readonly Problem[];
}

/** Keeps what was read of issues. It is to be forgotten whenever the code of this room changes. */
export interface IssueMemory {
  /** What was kept of an issue under this very key. */
  readonly recall: (id: string, key: string) => FolderRead | undefined;
  /** Keeps it, and gives back what is to be used in its place. */
  readonly keep: (id: string, key: string, read: FolderRead) => Promise<FolderRead>;
  /** Is told at first which issues there are. */
  readonly begin?: (ids: readonly string[], setting: FolderSetting) => void;
  /** The folder as somebody else has read it who found this very key before and afterwards. */
  readonly elsewhere?: (id: string, key: string) => Promise<FolderRead | undefined>;
}

/** As `readIssueFolder`, out of the memory where nothing that it depends on has changed. */
export async function rememberedIssue(id: string, setting: FolderSetting, memory: IssueMemory): Promise<FolderRead> {
  const key = folderKey(id, setting);
  const known = key === undefined ? undefined : memory.recall(id, key);
  if (known !== undefined) return known;
  const elsewhere = key === undefined ? undefined : await memory.elsewhere?.(id, key);
  if (key !== undefined && elsewhere !== undefined) return memory.keep(id, key, elsewhere);
  const read = plainRead(await readIssueFolder(id, setting));
  // Somebody may have written while it was read.
  if (key === undefined || folderKey(id, setting) !== key) return read;
  return memory.keep(id, key, read);
}

function plainRead({ issue, problems }: Awaited<ReturnType<typeof readIssueFolder>>): FolderRead {
  if (issue === undefined) return { issue, problems };
  const { id, date, settings, words, versions } = issue;
  return {
    issue: {
      id,
      date,
      settings,
      words: words.map(({ value }) => ({ value })),
      versions: versions.map(({ version, slug, fields }) => ({ version, slug, fields })),
    },
    problems,
  };
}

/** Larger texts are no texts that anybody wrote. */
const largestText = 4_000_000;

/**
 * Changes with all that a reading of the folder depends on: texts by their bytes, pictures and sounds by what the disk says of
 * them, since they may be large. Undefined where the folder cannot be told by that: a link may lead anywhere. A promise for each
 * of thousands of small files took three times as long as reading them.
 */
function folderKey(id: string, { root, languages, timezone, topics, authors }: FolderSetting) {
  const folder = join(root, 'content/issues', id);
  const hash = createHash('sha256');
  try {
    const people = authors && [...authors].map(([name, { hidden }]) => [name, hidden]);
    const setting = [id, realpathSync(folder), languages, timezone, topics && [...topics], people];
    hash.update(JSON.stringify(setting));
    if (!addFolder(folder, hash)) return undefined;
  } catch {
    return undefined;
  }
  return hash.digest('hex');
}

function addFolder(folder: string, hash: ReturnType<typeof createHash>): boolean {
  const found = readdirSync(folder, { withFileTypes: true });
  for (const entry of found.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    hash.update(`\0${JSON.stringify([entry.name, entry.isDirectory()])}\0`);
    if (entry.isDirectory()) {
      if (!addFolder(path, hash)) return false;
      hash.update('\0end\0');
    } else if (entry.isFile()) {
      const { size, mtimeNs, ctimeNs, ino } = statSync(path, { bigint: true });
      const isText = /\.(?:mdx|yaml)$/.test(entry.name) && size < largestText;
      hash.update(isText ? `${size}\0` : [size, mtimeNs, ctimeNs, ino].join());
      if (isText) hash.update(readFileSync(path));
    } else return false;
  }
  return true;
}
