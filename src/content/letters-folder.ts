import { join } from 'node:path';
import { isDay } from './days.ts';
import { fault, problemsOf } from './fault.ts';
import { type FolderSetting, readNames } from './issue-folder.ts';
import { type ParsedLetter, parseLetter } from './letter-file.ts';
import type { LetterParts } from './letter-schema.ts';
import type { Problem } from './problem.ts';
import type { Reading } from './reading.ts';
import { readText } from './text-file.ts';

export interface ParsedLetters {
  readonly letters: readonly ParsedLetter[];
  /** Of every letter that could be opened, faulty or not. */
  readonly readings: readonly Reading<LetterParts>[];
  readonly problems: readonly Problem[];
}

/** Reads the files of content/letters, which is there. */
export async function readLettersFolder(setting: FolderSetting): Promise<ParsedLetters> {
  const path = 'content/letters';
  const folder = join(setting.root, path);
  const found = readNames(folder, path, setting.languages);
  const problems = [...found.problems];
  const letters: ParsedLetter[] = [];
  const readings: Reading<LetterParts>[] = [];
  for (const { name: fileName, slug: name, language } of found.files) {
    const file = `${path}/${fileName}`;
    const nameFault = faultOfName(name, language);
    const read = readText(join(folder, fileName));
    if (nameFault !== undefined) problems.push(...problemsOf(file, [nameFault]));
    if (read?.text === undefined) {
      problems.push(...problemsOf(file, read?.faults ?? []));
      continue;
    }
    const { parsed, faults, reading } = await parseLetter({ text: read.text, file, folder, name, language }, setting);
    problems.push(...problemsOf(file, faults));
    readings.push(reading);
    if (parsed && nameFault === undefined) letters.push(parsed);
  }
  return { letters, readings, problems };
}

function faultOfName(name: string, language: string) {
  const [, date = '', rest = ''] = /^(\d{4}-\d{2}-\d{2})-(.+)$/.exec(name) ?? [];
  if (date !== '' && !isDay(date)) {
    return fault(
      undefined,
      'impossible-date',
      `There is no day \`${date}\`.`,
      'Begin the name with the day of the letter.',
    );
  }
  if (rest !== '') return undefined;
  const hint = `Rename it to its day and a word or two: \`2024-05-01-new-address.${language}.mdx\`.`;
  return fault(undefined, 'letter-name', `\`${name}\` is not a name of a letter.`, hint);
}
