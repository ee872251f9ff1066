import { VesnikError } from '#errors.ts';
import { addressesOf } from './addresses.ts';
import { agreementProblems } from './agreement.ts';
import { calendarProblems, periodProblems } from './calendar.ts';
import { editorialProblems } from './editorial.ts';
import { readIssueFolder } from './issue-folder.ts';
import { letterProblems } from './letter-agreement.ts';
import { isLetterId, letterFiles, letterId } from './letter-id.ts';
import { shownIssues } from './library.ts';
import type { Problem } from './problem.ts';
import { inFileOrder } from './problem-format.ts';
import { type Content, readContent } from './read-content.ts';
import { referenceProblems } from './references.ts';
import { didYouMean } from './suggestion.ts';

interface CheckOptions {
  /** Absolute path of the folder that holds content/. */
  readonly root: string;
  readonly now: Date;
  /** Only what concerns this issue or letter: its own files and those that all of them share. */
  readonly issue?: string;
}

/**
 * Everything that is wrong with content/, sorted by file and place: each file by itself, what files say of each other, and
 * slips in the words. Empty: all is well. Throws `unknown-issue` or `unknown-letter` where there is no such one.
 */
export async function checkContent({ root, now, issue }: CheckOptions): Promise<Problem[]> {
  const { content, problems } = await readContent({ root, wholePictures: true, readIssue: readIssueFolder });
  const all = [...problems, ...(content ? crossProblems(content, now) : [])];
  if (issue === undefined) return inFileOrder(all);
  if (content) requireOne(content, issue);
  const own = isLetterId(issue) ? letterFiles(issue) : `content/issues/${issue}/`;
  const isShared = (file: string) => !/^content\/(?:issues|letters)\//.test(file);
  return inFileOrder(all.filter(({ file }) => file.startsWith(own) || isShared(file)));
}

function crossProblems(content: Content, now: Date): Problem[] {
  const addresses = addressesOf(content, shownIssues(content, { now, drafts: false }));
  return [
    ...content.issues.flatMap(one => [...agreementProblems(one, content.languages), ...periodProblems(one)]),
    ...calendarProblems(content.issues),
    ...referenceProblems(content, addresses),
    ...letterProblems(content),
    ...editorialProblems(content),
  ];
}

function requireOne(content: Content, id: string): void {
  if (!isLetterId(id)) {
    requireIssue(content, id);
    return;
  }
  const { letterReadings } = content;
  const files = letterReadings.map(({ file }) => file);
  if (files.some(file => file.startsWith(letterFiles(id)))) return;
  const ids = [...new Set(files.map(file => letterId(file.split('/').at(-1)?.split('.')[0] ?? '')))];
  throw new VesnikError({
    code: 'unknown-letter',
    kind: 'usage',
    message: `There is no ${id.slice(0, 80)} in content/.`,
    hint: `${didYouMean(id, ids)}The newest one is ${ids.at(-1) ?? 'still to be written: npx vesnik new --letter <name>'}.`,
  });
}

/** Throws `unknown-issue` where no folder has this name. */
export function requireIssue({ issues }: Content, id: string): void {
  if (issues.some(one => one.id === id)) return;
  const ids = issues.map(one => one.id);
  throw new VesnikError({
    code: 'unknown-issue',
    kind: 'usage',
    message: `There is no issue ${id.slice(0, 60)} in content/issues.`,
    hint: `${didYouMean(id, ids)}The newest one is ${ids.at(-1) ?? 'still to be written: npx vesnik new'}.`,
  });
}
