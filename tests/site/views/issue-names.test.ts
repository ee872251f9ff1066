import { beforeAll, expect, test } from 'vitest';
import { openLibrary } from '#content/library.ts';
import type { Issue, Library } from '#content/model.ts';
import { fedVersions } from '#site/fed-versions.ts';
import { issuePeriod } from '#site/issue-name.ts';
import { weekView } from '#site/views/week.ts';
import { clone } from '../built-site.ts';

let library: Library;
beforeAll(async () => {
  const opened = await openLibrary({ root: clone, now: new Date('2026-01-01T00:00:00Z'), drafts: false });
  if (opened.library === undefined) throw new TypeError('no sample');
  library = opened.library;
});

function issueOf(id: string): Issue {
  const found = library.issues.find(issue => issue.id === id);
  if (found === undefined) throw new RangeError(id);
  return found;
}

test('an issue is named by its period', () => {
  expect(issuePeriod(library, issueOf('2024-04-15'), 'en')).toBe('April 15–21, 2024');
});

test('two issues of one week have two names', () => {
  const { number: _, ...issue } = issueOf('2024-04-15');
  const special = { ...issue, id: '2024-04-15-special' };
  const both = { ...library, issues: [issue, special] };
  const names = [issue, special].map(each => issuePeriod(both, each, 'en'));
  expect(new Set(names).size).toBe(2);
  expect(names[1]).toBe('April 15–21, 2024 · special');
});

test('the week of an issue has one line for a topic with all that was said of it, each with its piece', () => {
  const { rows } = weekView(library, issueOf('2024-06-12'), 'en');
  const said = (topic: string) => rows.find(row => row.topic === topic)?.said ?? [];
  expect(said('Belarus and Armenia').map(({ path }) => path)).toEqual([
    expect.stringMatching(/^\/en\/2024-06-12\/weekly\/#/),
    expect.stringMatching(/^\/(en|ru)\/2024-06-12\/armenia\/$/),
  ]);
  expect(
    said('Borders')
      .map(({ sign }) => sign)
      .toSorted(),
  ).toEqual(['none', 'unchanged']);
  expect(new Set(rows.map(({ topic }) => topic)).size).toBe(rows.length);
});

test('the feed of a topic that only stories speak of holds the pieces that hold them', () => {
  expect(fedVersions(library, 'be', 'sport').map(({ commentary }) => commentary.id)).toEqual(['2024-06-12/weekly']);
});
