import { caniemail } from 'caniemail';
import { expect, test } from 'vitest';
import { found, smallMail } from './sample.ts';

/** The families of programs of which caniemail knows enough to judge a whole mail. */
const clients = [
  'apple-mail.*',
  'gmail.*',
  'outlook.*',
  'yahoo.*',
  'aol.*',
  'protonmail.*',
  'fastmail.*',
  'hey.*',
  'mail-ru.*',
  'samsung-email.*',
  'thunderbird.macos',
] as const;

/** What some program does not do, and why the mail stands without it. Each entry must still be needed. */
const harmless: Readonly<Record<string, string>> = {
  '<body> element': 'replaced by a div of the program; the wrapper inside carries ground, language and direction',
  '<style> element': 'only dark colours and smaller margins on a phone; everything else is inline',
  '@media': 'as <style>',
  'Chaining selectors': 'as <style>',
  'Class selector': 'as <style>',
  'Descendant combinator': 'as <style>',
  'ID selector': 'as <style>; #outlook is a hook of MJML',
  'Type selector': 'as <style>',
  'color-scheme CSS property': 'programs without it show the light colours or invert them; both are legible',
  'color-scheme meta tag': 'as the property',
  'aria-hidden attribute': 'the sign of a trend is then read as well as its words',
  'aria-label attribute': 'on the wrapper only; the title and the h1 say the same',
  'role attribute': 'tables without borders are mostly taken for layout anyway',
  'lang attribute': 'a screen reader then reads in its own voice',
  'display:none': 'of the preheader, which is also 1px, transparent and clipped',
  'max-height property': 'of the preheader, as above',
  opacity: 'of the preheader, as above',
  overflow: 'of the preheader, as above',
  'height attribute': 'the picture then has its own height',
  'width attribute': 'the picture then has its own width, below its max-width',
  'height property': 'height:auto only keeps the proportions that the attributes give too',
  outline: "of MJML's reset of pictures",
  'text-decoration': "of MJML's reset of pictures; links keep the program's underline",
  'white-space': 'of code, which is rare here: its long lines then run on',
  'word-break': 'of long addresses: they then make the mail wider on a phone',
  'word-spacing': "of MJML's wrapper, which says `normal`",
};

test('what mail programs cannot do is harmless, each for a reason', async () => {
  const html = found((await smallMail('be-ru')).html, 'html');
  const { issues } = caniemail({ clients: [...clients], html });
  const titles = new Set([...issues.errors.values()].flat().map(({ title }) => title));
  expect([...titles].filter(title => harmless[title] === undefined)).toEqual([]);
  expect(
    Object.keys(harmless).filter(title => !titles.has(title)),
    'no longer needed',
  ).toEqual([]);
});

test('the check sees what a mail must not hold', () => {
  const { issues } = caniemail({ clients: ['outlook.*'], html: '<p style="display:flex">x</p>' });
  expect([...issues.errors.values()].flat().map(({ title }) => title)).toContain('display:flex');
});
