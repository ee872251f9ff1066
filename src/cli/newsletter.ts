import { openLibrary } from '#content/library.ts';
import type { Issue, Library, Problem } from '#content/model.ts';
import type { List, Newsletter } from '#content/publication.ts';
import { findIssue } from '#content/queries.ts';
import { readNewsletter as readRegister } from '#content/register.ts';
import { VesnikError } from '#errors.ts';
import { matchList } from '#store/list-matching.ts';
import type { Settings } from './settings.ts';
import { nearest } from './usage.ts';

/** newsletter.yaml alone. Throws a VesnikError of kind usage where it cannot be used. */
export async function readNewsletter({ root }: Pick<Settings, 'root'>): Promise<Newsletter> {
  const { value, problems } = await readRegister(root);
  if (value) return value;
  throw unusable(root, problems);
}

/** All of content/ as it may be shown at this moment. Throws a VesnikError of kind usage where newsletter.yaml is unusable. */
export async function readLibrary(
  { root }: Pick<Settings, 'root'>,
  now: Date,
): Promise<{ library: Library; problems: Problem[] }> {
  const { library, problems } = await openLibrary({ root, now, drafts: false });
  if (library) return { library, problems };
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

/** The issue with this id. Throws a VesnikError of kind usage that names the nearest. */
export function wantedIssue(library: Library, id: string): Issue {
  const found = findIssue(library, id);
  if (found) return found;
  const ids = library.issues.map(issue => issue.id);
  const near = nearest(id, ids) ?? ids.at(-1);
  throw new VesnikError({
    code: 'unknown-issue',
    message: `There is no issue \`${id}\` that may be shown: no such folder, or all in it is draft, faulty or not published yet.`,
    hint: [
      ...(near === undefined ? [] : [`Did you mean \`${near}\`?`]),
      ...(library.nextPublished === undefined ? [] : [`Something is held back until ${library.nextPublished}.`]),
      'To see what is wrong: npx vesnik check.',
    ].join(' '),
    kind: 'usage',
  });
}

function unusable(root: string, problems: readonly Problem[]): VesnikError {
  const [first] = problems;
  return new VesnikError({
    code: 'no-newsletter',
    message: first
      ? `The newsletter in ${root} cannot be read: ${first.file}:${first.line}:${first.column} ${first.message}`
      : `There is no newsletter in ${root}: content/newsletter.yaml is missing.`,
    hint: first?.hint ?? 'Set VESNIK_ROOT to the folder that holds content/, or make one: npx vesnik init <folder>',
    kind: 'usage',
  });
}
