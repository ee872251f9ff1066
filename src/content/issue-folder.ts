import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import type { Language } from '#i18n/languages.ts';
import type { CommentaryParts } from './commentary-parts.ts';
import { type Fault, fault, type Place, problemsOf } from './fault.ts';
import { type NamedFile, readFolder, readName } from './issue-names.ts';
import { issueSchema } from './issue-schema.ts';
import type { IssueWords } from './model.ts';
import { type Parsed, type ParsedVersion, parseVersion, type Setting } from './parse.ts';
import { partsOf } from './parts.ts';
import type { Problem } from './problem.ts';
import type { Reading } from './reading.ts';
import { readText } from './text-file.ts';
import { type ParsedWords, parseIssueWords } from './words-file.ts';
import { type IssueWordsParts, issueParts } from './words-parts.ts';
import { readYaml } from './yaml-file.ts';

/** One language of a commentary, faulty or not. */
export interface CommentaryReading extends Reading<CommentaryParts> {
  /** `issue/slug` */
  readonly commentary: string;
}

/** An issue's folder as it was found. */
export interface ParsedIssue {
  readonly id: string;
  /** The first day of its period. */
  readonly date: string;
  readonly settings: z.infer<typeof issueSchema>;
  /** `order` of issue.yaml, also where another key there is faulty. */
  readonly order: readonly (string | undefined)[];
  readonly placeOf: (path: readonly PropertyKey[]) => Place;
  readonly words: readonly ParsedWords<IssueWords>[];
  readonly versions: readonly ParsedVersion[];
  /** Of every commentary that could be opened, faulty or not. */
  readonly readings: readonly CommentaryReading[];
  readonly wordsReadings: readonly Reading<IssueWordsParts>[];
  /** Every slug and language that has a file, faulty ones too: nobody shall be told that such a file is missing. */
  readonly files: readonly NamedFile[];
}

export interface FolderSetting extends Setting {
  /** Absolute path of the folder that holds content/. */
  readonly root: string;
  readonly languages: readonly Language[];
}

/** Reads all of an issue's folder. Undefined for a folder that is no issue at all. */
export async function readIssueFolder(
  id: string,
  setting: FolderSetting,
): Promise<{ issue: ParsedIssue | undefined; problems: Problem[] }> {
  const path = `content/issues/${id}`;
  const folder = join(setting.root, path);
  const named = readFolder(id);
  if ('fault' in named) return { issue: undefined, problems: problemsOf(path, [named.fault]) };
  if (lstatSync(folder).isSymbolicLink()) {
    const linked = fault(undefined, 'symlink', 'This is a link to another folder.', 'Put the folder itself here.');
    return { issue: undefined, problems: problemsOf(path, [linked]) };
  }
  const { files, problems } = readNames(folder, path, setting.languages);
  const settings = readSettings(folder, path);
  problems.push(...settings.problems);
  const versions: ParsedVersion[] = [];
  const words: ParsedWords<IssueWords>[] = [];
  const readings: CommentaryReading[] = [];
  const wordsReadings: Reading<IssueWordsParts>[] = [];
  await Promise.all(
    files.map(async ({ name, slug, language }) => {
      const file = `${path}/${name}`;
      const read = readText(join(folder, name));
      const take = <Value, Parts>({ parsed, faults, reading }: Parsed<Value, Parts>, into: Value[]): Reading<Parts> => {
        problems.push(...problemsOf(file, faults));
        if (parsed) into.push(parsed);
        return reading;
      };
      if (read?.text === undefined) problems.push(...problemsOf(file, read?.faults ?? []));
      else if (slug === 'issue') {
        const parsed = await parseIssueWords({ text: read.text, file, folder, name: slug, language }, setting);
        wordsReadings.push(take(parsed, words));
      } else {
        const parsed = await parseVersion({ text: read.text, file, folder, issue: id, slug, language }, setting);
        readings.push({ ...take(parsed, versions), commentary: `${id}/${slug}` });
      }
    }),
  );
  const byFile = (a: { file: string }, b: { file: string }) => (a.file < b.file ? -1 : 1);
  versions.sort((a, b) => byFile(a.version, b.version));
  readings.sort(byFile);
  const found = { words, versions, readings, wordsReadings, files };
  return { issue: { id, date: named.date, ...settings.read, ...found }, problems };
}

/** The MDX files of a folder by slug and language. */
export function readNames(folder: string, path: string, spoken: readonly Language[]) {
  const problems: Problem[] = [];
  const files: NamedFile[] = [];
  for (const name of readdirSync(folder).sort()) {
    const read = readName(name);
    if (!read) continue;
    if ('fault' in read) problems.push(...problemsOf(`${path}/${name}`, [read.fault]));
    else if (spoken.includes(read.named.language)) files.push(read.named);
    else problems.push(...problemsOf(`${path}/${name}`, [unspoken(read.named.language, spoken)]));
  }
  return { files, problems };
}

function unspoken(language: Language, spoken: readonly Language[]): Fault {
  const hint = `Add \`${language}\` to \`languages\` in content/newsletter.yaml, or take the file away. It has: ${spoken.join(', ')}.`;
  return fault(undefined, 'language', `The newsletter is not published in \`${language}\`.`, hint);
}

function readSettings(folder: string, path: string) {
  const read = readText(join(folder, 'issue.yaml'));
  const { value, faults, given, placeOf } = readYaml(read?.text ?? '', issueSchema);
  return {
    read: { settings: value ?? { order: [] }, order: partsOf(issueParts, given).order, placeOf },
    problems: problemsOf(`${path}/issue.yaml`, [...(read?.faults ?? []), ...faults]),
  };
}
