import { describe, expect, test } from 'vitest';
import { expectGolden, prettyHtml } from './golden.ts';
import { everyOccasion, whole } from './sample.ts';

const sent = await everyOccasion(whole);
const normal = sent.filter(({ mail }) => mail.form === 'normal');

describe.each(normal.filter(({ mail }) => mail.list !== 'be-ru'))('the $name', ({ name, mail }) => {
  test('as text', () => expectGolden(`text/${mail.list}.${name.split(' ')[0]}.txt`, mail.text));
});

test.each(normal.filter(({ name }) => name === 'letter be normal' || name === 'correction be normal'))(
  'the $name as HTML',
  ({ name, mail }) => expectGolden(`mail/be.${name.split(' ')[0]}.html`, prettyHtml(mail.html ?? '')),
);

test.each(sent)('the $name is of its list, and names no other', ({ name, mail, selection }) => {
  const headers = new Map(mail.headers);
  expect(headers.get('List-Id')).toContain(`<${mail.list}.`);
  expect(headers.get('Content-Language')?.split(', ')).toContain(mail.language);
  expect(headers.has('Archived-At')).toBe(!name.startsWith('letter'));
  const what = name.startsWith('letter') ? selection.issue.id : `${selection.issue.id}/${name.split(' ')[0]}`;
  expect(headers.get('Feedback-ID')).toMatch(new RegExp(`^${what.replaceAll('/', '-')}:${mail.list}:`));
});

test.each(sent.filter(({ mail }) => mail.form === 'discreet'))(
  'the $name tells nothing outside of itself',
  ({ mail }) => {
    const shown = `${mail.from.name} ${mail.subject} ${mail.preheader ?? ''}`;
    expect(shown).not.toMatch(
      /Vantage|Далягляд|Горизонт|[Cc]orrection|[Вв]ыпраўлен|[Ии]справлен|сайт|site|Now in|Цяпер|Теперь/u,
    );
  },
);
