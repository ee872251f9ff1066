import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Problem } from '#content/problem.ts';
import type { List, Newsletter } from '#content/publication.ts';
import { readNewsletter as readRegister } from '#content/register.ts';
import { VesnikError } from '#errors.ts';
import { matchList } from '#store/list-matching.ts';
import type { Settings } from './settings.ts';

/** Throws a VesnikError of kind usage where there is no newsletter at all, which is a matter of VESNIK_ROOT and not of content. */
export function requireNewsletter({ root }: Pick<Settings, 'root'>): void {
  if (!existsSync(join(root, 'content'))) throw unusable(root, []);
}

/** newsletter.yaml alone. Throws a VesnikError of kind usage where it cannot be used. */
export async function readNewsletter({ root }: Pick<Settings, 'root'>): Promise<Newsletter> {
  const { value, problems } = await readRegister(root);
  if (value) return value;
  throw unusable(root, problems);
}

/** The list that a word means: its id, or a language. Throws a VesnikError of kind usage. */
export function wantedList(word: string, lists: readonly List[]): List {
  const id = matchList(word, lists);
  const list = lists.find(each => each.id === id);
  if (list) return list;
  throw new VesnikError({
    code: 'unknown-list',
    message: `There is no list \`${word}\`.`,
    hint: `Lists in content/newsletter.yaml: ${lists.map(each => each.id).join(', ')}.`,
    kind: 'usage',
  });
}

/** What is said where newsletter.yaml cannot be used: its first problem. */
export function unusable(root: string, problems: readonly Problem[]): VesnikError {
  const [first] = problems;
  return new VesnikError({
    code: 'no-newsletter',
    message: first
      ? `The newsletter in ${root} cannot be read: ${first.file}:${first.line}:${first.column} ${first.message}`
      : `There is no newsletter in ${root}: it has no folder content/.`,
    hint: first?.hint ?? 'Set VESNIK_ROOT to the folder that holds content/, or make one: npx vesnik init <folder>',
    kind: 'usage',
  });
}
