import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openLibrary } from '#content/library.ts';
import type { Issue, Letter, Library } from '#content/model.ts';
import type { Problem } from '#content/problem.ts';
import type { Newsletter } from '#content/publication.ts';
import { findIssue, findLetter } from '#content/queries.ts';
import { VesnikError } from '#errors.ts';
import { formatInstant } from '#i18n/dates.ts';
import { unusable } from './newsletter-file.ts';
import type { Settings } from './settings.ts';
import { nearest } from './usage.ts';

/** All of content/ as it may be shown at this moment. Throws a VesnikError of kind usage where newsletter.yaml is unusable. */
export async function readLibrary(
  { root }: Pick<Settings, 'root'>,
  now: Date,
): Promise<{ library: Library; problems: Problem[] }> {
  const { library, problems } = await openLibrary({ root, now, drafts: false });
  if (library) return { library, problems };
  throw unusable(root, problems);
}

// The last moment that a Date can hold (ECMA-262, 21.4.1.1).
const endOfTime = new Date(8.64e15);

/** Content as if all that is held back were published: what an editor looks at and tests before the day. Drafts stay out. */
export function readAhead(settings: Pick<Settings, 'root'>): Promise<{ library: Library; problems: Problem[] }> {
  return readLibrary(settings, endOfTime);
}

/** The issue with this id. Throws a VesnikError of kind usage that names the nearest. */
export function wantedIssue(library: Library, id: string): Issue {
  const found = findIssue(library, id);
  if (found) return found;
  const ids = library.issues.map(issue => issue.id);
  const near = nearest(id, ids) ?? ids.at(-1);
  throw new VesnikError({
    code: 'unknown-issue',
    message: existsSync(join(library.root, 'content/issues', id))
      ? `Nothing in \`content/issues/${id}\` may be shown: all of it is draft (\`draft: true\`), faulty or held back.`
      : `There is no issue \`${id}\`.`,
    hint: [
      ...(near === undefined || existsSync(join(library.root, 'content/issues', id))
        ? []
        : [`Did you mean \`${near}\`?`]),
      ...(library.nextPublished === undefined ? [] : [heldBack(library.nextPublished, library.newsletter)]),
      'To see what is wrong: npx vesnik check.',
    ].join(' '),
    kind: 'usage',
  });
}

/** The letter with this id. Throws a VesnikError of kind usage that names the nearest. */
export function wantedLetter(library: Library, id: string): Letter {
  const found = findLetter(library, id);
  if (found) return found;
  const ids = library.letters.map(letter => letter.id);
  const near = nearest(id, ids) ?? ids.at(-1);
  throw new VesnikError({
    code: 'unknown-letter',
    message: `There is no letter \`${id}\` in content/ that may be mailed.`,
    hint: [
      ...(near === undefined ? [] : [`Did you mean \`${near}\`?`]),
      `Drafts (\`draft: true\`) and files with errors do not count. To see what is wrong: npx vesnik check ${id}`,
    ].join(' '),
    kind: 'usage',
  });
}

function heldBack(until: string, { timezone }: Newsletter): string {
  return `Something is held back until ${formatInstant(until, timezone, 'en')}; to mail it then: --at.`;
}
