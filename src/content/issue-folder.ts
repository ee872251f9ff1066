import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { z } from 'zod';
import type { Language } from '#i18n/languages.ts';
import type { Mention } from './body-context.ts';
import { type Fault, fault, type Place, problemsOf } from './fault.ts';
import { type NamedFile, readFolder, readName } from './issue-names.ts';
import { issueSchema } from './issue-schema.ts';
import type { IssueWords, Problem } from './model.ts';
import { type Parsed, type ParsedVersion, parseVersion, type Setting } from './parse.ts';
import { readText } from './text-file.ts';
import { type ParsedWords, parseIssueWords } from './words-file.ts';
import { readYaml } from './yaml-file.ts';

/** Where one file leads to; faulty files lead somewhere too. */
export interface Leads {
  readonly file: string;
  readonly mentions: readonly Mention[];
}

/** An issue's folder as it was found. */
export interface ParsedIssue {
  readonly id: string;
  /** The first day of its period. */
  readonly date: string;
  readonly settings: z.infer<typeof issueSchema>;
  readonly placeOf: (path: readonly PropertyKey[]) => Place;
  readonly words: readonly ParsedWords<IssueWords>[];
  readonly versions: readonly ParsedVersion[];
  readonly leads: readonly Leads[];
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
  if ((await lstat(folder)).isSymbolicLink()) {
    const linked = fault(undefined, 'symlink', 'This is a link to another folder.', 'Put the folder itself here.');
    return { issue: undefined, problems: problemsOf(path, [linked]) };
  }
  const { files, problems } = await readNames(folder, path, setting.languages);
  const settings = await readSettings(folder, path);
  problems.push(...settings.problems);
  const versions: ParsedVersion[] = [];
  const words: ParsedWords<IssueWords>[] = [];
  const leads: Leads[] = [];
  await Promise.all(
    files.map(async ({ name, slug, language }) => {
      const file = `${path}/${name}`;
      const read = await readText(join(folder, name));
      const take = <Value>({ parsed, faults, mentions }: Parsed<Value>, into: Value[]) => {
        leads.push({ file, mentions });
        problems.push(...problemsOf(file, faults));
        if (parsed) into.push(parsed);
      };
      if (read?.text === undefined) problems.push(...problemsOf(file, read?.faults ?? []));
      else if (slug === 'issue') {
        take(await parseIssueWords({ text: read.text, file, folder, name: slug, language }, setting), words);
      } else {
        take(await parseVersion({ text: read.text, file, folder, issue: id, slug, language }, setting), versions);
      }
    }),
  );
  const byFile = (a: { version: { file: string } }, b: { version: { file: string } }) =>
    a.version.file < b.version.file ? -1 : 1;
  return {
    issue: { id, date: named.date, ...settings.read, words, versions: versions.sort(byFile), leads, files },
    problems,
  };
}

/** The MDX files of a folder by slug and language. */
export async function readNames(folder: string, path: string, spoken: readonly Language[]) {
  const problems: Problem[] = [];
  const files: NamedFile[] = [];
  for (const name of (await readdir(folder)).sort()) {
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

async function readSettings(folder: string, path: string) {
  const read = await readText(join(folder, 'issue.yaml'));
  const { value, faults, placeOf } = readYaml(read?.text ?? '', issueSchema);
  return {
    read: { settings: value ?? { order: [] }, placeOf },
    problems: problemsOf(`${path}/issue.yaml`, [...(read?.faults ?? []), ...faults]),
  };
}
