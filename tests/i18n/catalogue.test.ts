import { describe, expect, test } from 'vitest';
import { pluralForms } from '#i18n/catalogue.ts';
import { type Language, languages } from '#i18n/languages.ts';
import { be } from '#i18n/messages/be.ts';
import { en } from '#i18n/messages/en.ts';
import { ru } from '#i18n/messages/ru.ts';
import { translator } from '#i18n/translator.ts';

interface Tree {
  readonly [key: string]: string | Tree;
}
const catalogues: Readonly<Record<Language, Tree>> = { en, be, ru };

function leaves(tree: Tree, prefix = ''): [key: string, text: string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[`${prefix}${key}`, value]] : leaves(value, `${prefix}${key}.`),
  );
}

function holesOf(text: string): string[] {
  return [...text.matchAll(/\{\{(\w+)\}\}/g)].map(match => match[1] ?? '').sort();
}

const baseOf = (key: string) => key.replace(/_(zero|one|two|few|many|other)$/, '');

describe.each([...languages])('the words in %s', language => {
  const own = new Map(leaves(catalogues[language]));

  test('have the keys of English, neither more nor less', () => {
    const keys = (tree: Tree) => [...new Set(leaves(tree).map(([key]) => baseOf(key)))].sort();
    expect(keys(catalogues[language])).toEqual(keys(en));
  });

  test('have exactly the plural forms of the language', () => {
    expect(new Intl.PluralRules(language).resolvedOptions().pluralCategories.toSorted()).toEqual(
      pluralForms[language].toSorted(),
    );
    const counted = new Set([...own.keys()].filter(key => key !== baseOf(key)).map(baseOf));
    expect(counted.size).toBeGreaterThan(0);
    for (const base of counted) {
      const forms = [...own.keys()].filter(key => baseOf(key) === base).map(key => key.slice(base.length + 1));
      expect(forms.toSorted(), base).toEqual(pluralForms[language].toSorted());
    }
  });

  test('have the holes of English in every message', () => {
    const english = new Map(leaves(en).map(([key, text]) => [baseOf(key), holesOf(text)]));
    for (const [key, text] of own) expect(holesOf(text), key).toEqual(english.get(baseOf(key)));
  });

  test('are never empty and have no space at an end or in pairs', () => {
    for (const [key, text] of own) expect(text, key).toMatch(/^\S(?!.* {2}).*\S$|^\S$/su);
  });

  test('keep to one alphabet in a word', () => {
    const mixed = [...own].filter(([, text]) =>
      /\p{Script=Cyrillic}\p{Script=Latin}|\p{Script=Latin}\p{Script=Cyrillic}/u.test(text),
    );
    expect(mixed).toEqual([]);
  });
});

describe('Belarusian', () => {
  test('has no letters that only Russian has', () => {
    // Names of the other language in its own letters («Русский») and addresses stand elsewhere, not in the catalogue.
    const russian = leaves(be).filter(([, text]) =>
      /[иИщЩъЪ]/u.test(text.replaceAll('Русский', '').replaceAll('Читать по-русски', '')),
    );
    expect(russian).toEqual([]);
  });

  test('is not Russian: no sentence is the same in both', () => {
    const russian = new Map(leaves(ru));
    const same = leaves(be).filter(
      ([key, text]) => text.split(' ').length > 3 && /\p{Script=Cyrillic}/u.test(text) && russian.get(key) === text,
    );
    expect(same).toEqual([]);
  });
});

describe('plural forms', () => {
  test.each([
    ['be', 1, '1 матэрыял'],
    ['be', 2, '2 матэрыялы'],
    ['be', 5, '5 матэрыялаў'],
    ['be', 11, '11 матэрыялаў'],
    ['be', 21, '21 матэрыял'],
    ['be', 1.5, '1,5 матэрыялу'],
    ['ru', 1, '1 материал'],
    ['ru', 3, '3 материала'],
    ['ru', 12, '12 материалов'],
    ['ru', 101, '101 материал'],
    ['en', 1, '1 piece'],
    ['en', 0, '0 pieces'],
  ] as const)('%s %d: %s', (language, count, expected) => {
    expect(translator(language)('pieces.count', { count })).toBe(expected);
  });

  test('values stand as they are: escaping is the business of the medium', () => {
    expect(translator('en')('piece.pictureCredit', { credit: '<b>{{count}}</b>' })).toBe('Picture: <b>{{count}}</b>');
  });
});
