import { beforeAll, describe, expect, test } from 'vitest';
import { openLibrary } from '#content/library.ts';
import type { Library } from '#content/model.ts';
import { assessedYears, assessmentsOf } from '#site/trend/assessments.ts';
import { boardOfLastYear, boardOfTopic, boardOfYear } from '#site/trend/board.ts';
import { weekWidth } from '#site/trend/geometry.ts';
import { clone } from '../built-site.ts';

let library: Library;
beforeAll(async () => {
  const opened = await openLibrary({ root: clone, now: new Date('2026-01-01T00:00:00Z'), drafts: false });
  if (opened.library === undefined) throw new TypeError('no sample');
  library = opened.library;
});

describe('assessments', () => {
  test('a commentary and each of its stories with a topic count, two on one topic in one week as well', () => {
    const june = assessmentsOf(library, 'be').filter(({ period }) => period.start === '2024-06-12');
    const armenia = june.filter(({ topic }) => topic === 'armenia');
    expect(armenia.map(({ trend, isStory }) => [trend, isStory])).toEqual([
      ['mixed', true],
      ['mixed', false],
    ]);
    expect(june.filter(({ topic }) => topic === 'sport').map(({ isStory }) => isStory)).toEqual([true]);
  });

  test('a topic moves in every language: what is not in the reader’s leads to the version that there is', () => {
    const english = assessmentsOf(library, 'en').find(
      ({ topic, period }) => topic === 'justice' && period.start === '2024-04-15',
    );
    expect(english?.language).not.toBe('en');
    expect(english?.path).toBe(`/${english?.language}/2024-04-15/justice/`);
    const weeks = (language: 'en' | 'be' | 'ru') =>
      assessmentsOf(library, language).map(({ topic, period }) => `${topic} ${period.start}`);
    expect(new Set(weeks('en'))).toEqual(new Set(weeks('be')));
    expect(new Set(weeks('ru'))).toEqual(new Set(weeks('be')));
  });

  test('a withdrawn piece assesses nothing', () => {
    const withdrawn: Library = {
      ...library,
      issues: library.issues.map(issue => ({
        ...issue,
        commentaries: issue.commentaries.map(commentary => ({
          ...commentary,
          versions: Object.fromEntries(
            Object.entries(commentary.versions).map(([language, version]) => [
              language,
              { ...version, withdrawn: 'An error' },
            ]),
          ),
        })),
      })),
    };
    expect(assessmentsOf(withdrawn, 'be')).toEqual([]);
    expect(boardOfLastYear(withdrawn, 'be')).toBeUndefined();
    expect(assessedYears(withdrawn)).toEqual([]);
  });
});

describe('boards', () => {
  test('each mark has its line in the table, and the table begins with the newest', () => {
    const board = boardOfYear(library, 'ru', '2024');
    const marks = board.lanes.flatMap(lane => lane.marks);
    expect(marks.map(({ path }) => path).toSorted()).toEqual(board.rows.map(({ path }) => path).toSorted());
    expect(board.rows[0]?.period).toBe('28 октября — 3 ноября 2024');
    expect(marks.every(({ title }) => /^[^:]+2024: [^.]+\. ./.test(title))).toBe(true);
  });

  test('the years of the sample are 2024 and 2023, and every topic of a year has its measure', () => {
    expect(assessedYears(library)).toEqual(['2024', '2023']);
    const board = boardOfYear(library, 'en', '2023');
    expect(board.lanes.map(({ label }) => label)).toEqual(['Belarus and the West', 'Justice']);
    expect(board.measures.map(({ name }) => name)).toEqual(board.lanes.map(({ label }) => label));
  });

  test('a topic has a lane for each of its years, the newest above', () => {
    expect(boardOfTopic(library, 'be', 'belarus-west').lanes.map(({ label }) => label)).toEqual(['2024', '2023']);
  });

  test('a topic ends with the last month of which any year says something, for a phone shows the end first', () => {
    const { width, ticks, lanes } = boardOfTopic(library, 'en', 'sanctions');
    expect(ticks.at(-1)?.label).toBe('Aug');
    const last = Math.max(...lanes.flatMap(({ marks }) => marks.map(({ x }) => x)));
    expect(width - last).toBeLessThan(5 * weekWidth);
  });

  test('what was not assessed has a sign of its own', () => {
    const rows = boardOfYear(library, 'en', '2024').rows.filter(({ sign }) => sign === 'none');
    expect(rows.length).toBeGreaterThan(0);
  });
});
