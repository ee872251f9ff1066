import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pluralForms } from '#i18n/catalogue.ts';
import { languages } from '#i18n/languages.ts';
import { markedParts, passageOf } from '#site/search/passage.ts';
import { pluralForm } from '#site/search/plural-form.ts';
import { fragmentOf, isEmpty, wantedOf } from '#site/search/wanted.ts';
import { termOf } from '#site/search/words.ts';

const termsOf = (...words: string[]) => new Set(words.flatMap(word => termOf(word, 'be') ?? []));
const written = (parts: ReturnType<typeof markedParts>) =>
  parts.map(({ text, isFound }) => (isFound ? `[${text}]` : text)).join('');

test('found forms are marked as they are written', () => {
  const text = 'Новы пакет санкцый: САНКЦЫІ закрануць банкі.';
  expect(written(markedParts(text, termsOf('санкцыя', 'банк'), 'be'))).toBe(
    'Новы пакет [санкцый]: [САНКЦЫІ] закрануць [банкі].',
  );
});

test('a passage is the stretch with most of the words, cut at words', () => {
  const far = 'слова '.repeat(80);
  const parts = passageOf([`Суд. ${far}`, `${far}суд вынес прысуд ${far}`], termsOf('суды', 'прысуды'), 'be');
  const passage = written(parts ?? []);
  expect(passage).toMatch(/^… слова .*\[суд\] вынес \[прысуд\] слова.* слова …$/);
  expect(passage.length).toBeLessThan(300);
  expect(passageOf([far], termsOf('суды'), 'be')).toBeUndefined();
});

test('marking loses no letter of any text', () => {
  const unit = fc.constantFrom(...'суд прысуду’ -\u0301\u202e<&\n');
  fc.assert(
    fc.property(fc.string({ unit }), text => {
      const parts = markedParts(text, termsOf('суд', 'прысуд'), 'be');
      return parts.map(part => part.text).join('') === text;
    }),
  );
});

test.each(languages)('numbers take the plural forms that Intl knows, in %s', language => {
  const rules = new Intl.PluralRules(language);
  for (let count = 0; count <= 1200; count += 1) {
    expect(pluralForm(count, language)).toBe(rules.select(count));
    expect(pluralForms[language]).toContain(pluralForm(count, language));
  }
});

test('an address says what is wanted, and comes back as it was', () => {
  const wanted = wantedOf(new URLSearchParams('q=суд&topic=justice&language=ru&trend='), 'be');
  expect(wanted).toEqual({ words: 'суд', topic: 'justice', language: 'ru' });
  expect(decodeURIComponent(fragmentOf(wanted, 'be'))).toBe('#q=суд&topic=justice&language=ru');
  expect(fragmentOf(wantedOf(new URLSearchParams('language=xx&q=%20'), 'be'), 'be')).toBe('');
  expect(isEmpty(wantedOf(new URLSearchParams('language=all'), 'be'))).toBe(true);
  expect(wantedOf(new URLSearchParams({ q: 'а'.repeat(9999) }), 'be').words).toHaveLength(200);
});
