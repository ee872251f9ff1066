import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tied } from '#i18n/ties.ts';

const seen = (words: string, language: 'be' | 'ru') => tied(words, language).replaceAll('\u00a0', '_');

test('short words stay with the next one, particles with the one before', () => {
  expect(seen('Заседание в Минске и у границы', 'ru')).toBe('Заседание в_Минске и_у_границы');
  expect(seen('Суд над удзельнікамі і для іх сем’яў', 'be')).toBe('Суд над_удзельнікамі і_для_іх_сем’яў');
  expect(seen('Что же дальше? Знал ли он', 'ru')).toBe('Что_же дальше? Знал_ли он');
  expect(seen('Як бы ні было', 'be')).toBe('Як_бы ні_было');
});

test('a number stays with what it counts, a day with its month, a dash with what it follows', () => {
  expect(seen('28 кастрычніка — 3 лістапада 2024', 'be')).toBe('28_кастрычніка_— 3_лістапада 2024');
  expect(seen('673 977 рублей за 24 комплекта', 'ru')).toBe('673_977_рублей за_24_комплекта');
});

test('an apostrophe, a hyphen and a stress begin no short word', () => {
  expect(seen('сям’я жыве', 'be')).toBe('сям’я жыве');
  expect(seen('кто-то пришёл', 'ru')).toBe('кто-то пришёл');
});

test('English is left as it is, and of other words only spaces change', () => {
  expect(tied('A day in 5 weeks', 'en')).toBe('A day in 5 weeks');
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.constantFrom('be' as const, 'ru' as const), (words, language) => {
      expect(tied(words, language).replaceAll('\u00a0', ' ')).toBe(words.replaceAll('\u00a0', ' '));
    }),
  );
});
