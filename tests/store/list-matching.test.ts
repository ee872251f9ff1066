import { describe, expect, it } from 'vitest';
import { matchList } from '#store/list-matching.ts';

const lists = [
  { id: 'be-ru', interface: 'be' },
  { id: 'en', interface: 'en' },
  { id: 'be', interface: 'be' },
  { id: 'ru', interface: 'ru' },
];

describe('the list that a cell means', () => {
  it.each([
    ['en', ['en', 'EN', 'en_US', 'en-GB', 'eng', 'English', 'английский', 'англійская', 'англ.', ' En ']],
    ['be', ['be', 'be_BY', 'be-BY', 'bel', 'Belarusian', 'беларуская', 'БЕЛОРУССКИЙ', 'бел', 'бел.', 'by']],
    ['ru', ['ru', 'ru_RU', 'rus', 'Russian', 'русский', 'руская', 'рус.', 'RU']],
    [
      'be-ru',
      ['be-ru', 'BE/RU', 'be / ru', 'be+ru', 'be ru', 'BE,RU', 'бел/рус', 'Belarusian/Russian', 'RU/BE', 'be_ru'],
    ],
  ])('%s is what these mean', (list, cells) => {
    for (const cell of cells) expect([cell, matchList(cell, lists)]).toEqual([cell, list]);
  });

  it.each(['', ' ', 'fr', 'Klingon', '__proto__', 'constructor', 'be/fr', 'be/be', 'toString', '1', 'x@example.org'])(
    '%j means none',
    cell => {
      expect(matchList(cell, lists)).toBeUndefined();
    },
  );

  it('is one with that interface where none is called like the language', () => {
    expect(matchList('Belarusian', [{ id: 'weekly', interface: 'be' }])).toBe('weekly');
  });
});
