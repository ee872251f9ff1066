import { join } from 'node:path';
import { openLibrary } from '#content/library.ts';
import type { Issue, Library } from '#content/model.ts';
import { findIssue } from '#content/queries.ts';
import { select } from '#content/selection.ts';

/** The sample newsletter and one of its issues, as lists take it. */
export async function sample(id: string) {
  const root = join(import.meta.dirname, '../..');
  const { library } = await openLibrary({ root, now: new Date('2026-01-01T00:00:00Z'), drafts: false });
  if (library === undefined) throw new Error('the sample newsletter cannot be read');
  const issue = found(library, id);
  return { library, issue, selections: library.newsletter.lists.map(list => select(library, issue, list)) };
}

function found(library: Library, id: string): Issue {
  const issue = findIssue(library, id);
  if (issue === undefined) throw new Error(`there is no sample issue ${id}`);
  return issue;
}
