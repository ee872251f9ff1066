import { describe, expect, test } from 'vitest';
import type { Problem } from '#content/problem.ts';
import { isStopped, preflight } from '#preflight/preflight.ts';
import { sample } from './sample.ts';

const id = '2024-06-12';
const { library, issue, selections } = await sample(id);
const nothing = { library, issue, selections, problems: [], mails: [] };
const problem = (file: string, severity: Problem['severity']): Problem => ({
  ...{ file, line: 4, column: 1, rule: 'some-rule', severity, message: 'Something.', hint: 'Do this.' },
});

describe('pre-flight', () => {
  test('says what is not known here', () => {
    expect(preflight(nothing).unknown).toEqual(['audience', 'history', 'web']);
    expect(preflight({ ...nothing, audience: [], mailing: null, web: [] }).unknown).toEqual([]);
  });

  test('names what each list borrows, for how many people where that is known', () => {
    const audience = [
      { list: 'be', form: 'normal', count: 40 },
      { list: 'be', form: 'plain', count: 2 },
      { list: 'ru', form: 'normal', count: 7 },
    ];
    const armenia = {
      list: 'be',
      commentary: `${id}/armenia`,
      title: expect.any(String),
      shownIn: 'ru',
      isUntranslated: false,
    };
    expect(preflight({ ...nothing, audience }).borrowed).toEqual([{ ...armenia, people: 42 }]);
    expect(preflight(nothing).borrowed).toEqual([armenia]);
  });

  test('names what a list goes without', async () => {
    const april = await sample('2024-04-15');
    const { borrowed } = preflight({
      ...april,
      problems: [],
      mails: [],
      audience: [{ list: 'en', form: 'normal', count: 3 }],
    });
    expect(borrowed).toContainEqual({
      ...{ list: 'en', commentary: '2024-04-15/justice', title: expect.any(String), isUntranslated: false, people: 3 },
    });
  });

  test('takes the author’s language for no loan', () => {
    expect(preflight(nothing).borrowed.filter(({ list }) => list === 'be-ru')).toEqual([]);
  });

  test('stops at every error of the content, and passes on the warnings of its own issue only', () => {
    const problems = [
      problem(`content/issues/${id}/weekly.be.mdx`, 'warning'),
      problem('content/issues/2023-07-24/justice.be.mdx', 'warning'),
      problem('content/topics.yaml', 'error'),
    ];
    const flight = preflight({ ...nothing, problems });
    expect(flight.findings.map(({ file }) => file)).toEqual([
      `content/issues/${id}/weekly.be.mdx`,
      'content/topics.yaml',
    ]);
    expect(isStopped(flight)).toBe(true);
    expect(isStopped(preflight({ ...nothing, problems: problems.slice(0, 2) }))).toBe(false);
  });

  test('stops an issue that was mailed', () => {
    const mailing = { state: 'sent', createdAt: new Date('2024-06-17T06:00:00Z') };
    const flight = preflight({ ...nothing, mailing });
    expect(flight.findings).toEqual([expect.objectContaining({ rule: 'already-mailed', severity: 'error' })]);
    expect(flight.findings[0]?.message).toContain('2024-06-17');
    expect(isStopped(flight)).toBe(true);
  });

  test('stops where a page that earlier mails link to would be gone', () => {
    const there = ['/be/2024-04-15/justice/', '/en/2023-07-24/justice/', '/be/about/', '/be/topics/justice/'];
    expect(preflight({ ...nothing, mailedPages: there }).findings).toEqual([]);
    const gone = ['/be/2024-04-15/courts/', '/en/2024-04-15/justice/', '/be/2024-04-15/courts/'];
    const flight = preflight({ ...nothing, mailedPages: gone });
    expect(flight.findings.map(({ rule, message }) => [rule, message.includes('/2024-04-15/')])).toEqual([
      ['lost-page', true],
      ['lost-page', true],
    ]);
    expect(flight.findings[0]?.hint).toContain('aliases: [2024-04-15/courts]');
    expect(isStopped(flight)).toBe(true);
  });

  test('says when a list gets no mail at all, and how many people that is', () => {
    const empty = selections.map(selection => (selection.list.id === 'ru' ? { ...selection, pieces: [] } : selection));
    const flight = preflight({ ...nothing, selections: empty, audience: [{ list: 'ru', form: 'normal', count: 9 }] });
    expect(flight.findings).toEqual([expect.objectContaining({ rule: 'empty-list', severity: 'warning', list: 'ru' })]);
    expect(flight.findings[0]?.message).toContain('9 people');
  });

  test('says everything once and in order', () => {
    const problems = ['b', 'a', 'b'].map(name => problem(`content/issues/${id}/${name}.be.mdx`, 'warning'));
    expect(preflight({ ...nothing, problems }).findings.map(({ file }) => file.slice(-8))).toEqual([
      'a.be.mdx',
      'b.be.mdx',
    ]);
  });
});

describe('a mail', () => {
  const mail = {
    list: 'be',
    form: 'normal',
    subject: 'Тыдзень',
    preheader: 'Што адбылося за тыдзень і што гэта значыць для нас',
  };
  const findings = (change: object) => {
    const bare = { ...issue, words: {} };
    return preflight({ ...nothing, issue: bare, mails: [{ ...mail, ...change }] }).findings;
  };

  test('that is as it should be has no findings', () => {
    expect(findings({ html: 'x'.repeat(89_999) })).toEqual([]);
  });

  test.each([
    [{ subject: 'т'.repeat(71) }, 'subject-length', `content/issues/${id}/issue.be.mdx`, '71'],
    [{ preheader: 'Коратка' }, 'preheader-length', `content/issues/${id}/issue.be.mdx`, '7 characters'],
    [{ preheader: 'т'.repeat(141) }, 'preheader-length', `content/issues/${id}/issue.be.mdx`, '141 characters'],
    [{ html: 'x'.repeat(90_000) }, 'mail-size', `content/issues/${id}`, '90,000 bytes'],
    [{ html: 'ы'.repeat(50_001) }, 'mail-size', `content/issues/${id}`, 'cuts it off'],
  ])('is warned about: %#', (change, rule, file, words) => {
    const [finding, ...more] = findings(change);
    expect(more).toEqual([]);
    expect(finding).toMatchObject({ rule, file, severity: 'warning', list: 'be', line: 1, column: 1 });
    expect(finding?.message).toContain(words);
  });

  test('that was shortened says which piece is cut, and not that there is room', () => {
    const found = findings({ html: 'x'.repeat(99_000), shortened: [`${id}/weekly`] });
    expect(found).toEqual([expect.objectContaining({ rule: 'mail-shortened', severity: 'warning', list: 'be' })]);
    expect(found[0]?.message).toContain(`${id}/weekly`);
  });

  test('in the discreet form has a subject that is not the editor’s', () => {
    expect(findings({ form: 'discreet', subject: 'т'.repeat(80), preheader: undefined })).toEqual([]);
  });
});
