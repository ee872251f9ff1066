import { describe, expect, test } from 'vitest';
import { guardDrawn, guardSource } from '#render/slot-guard.ts';
import { slots } from '#slots.ts';
import { changed, markdown, selection, small, smallMail } from './sample.ts';

const { placeholder } = slots.unsubscribeToken;
const refused = expect.objectContaining({ code: 'slot-in-content' });

describe('a placeholder of a personal link', () => {
  test('in a link of the editor’s is refused: it would hand each reader’s token to a stranger', async () => {
    const chosen = selection(small, '2024-01-08', 'en');
    const body = markdown(`[A report](https://evil.example/track/${placeholder})`);
    const pieces = chosen.pieces.map(piece => ({ ...piece, version: { ...piece.version, body } }));
    for (const form of ['normal', 'plain', 'discreet'] as const) {
      await expect(smallMail('en', { form, selection: { ...chosen, pieces } })).rejects.toEqual(refused);
    }
  });

  test('in the newsletter’s own words is refused', async () => {
    const { name } = small.newsletter;
    const library = changed(small, { name: { ...name, en: slots.preferencesToken.placeholder } });
    await expect(smallMail('en', { library })).rejects.toEqual(refused);
  });

  test('stands behind our own doors and nowhere else', () => {
    const door = `https://doors.example.org/u/${placeholder}`;
    expect(() => guardDrawn(`<a href="${door}">…</a> ${door}`, 'https://doors.example.org')).not.toThrow();
    expect(() => guardDrawn(`${door} https://evil.example/${placeholder}`, 'https://doors.example.org')).toThrow();
    expect(() => guardDrawn(`https://doors.example.org/p/${placeholder}`, 'https://doors.example.org')).toThrow();
    expect(() => guardSource({ deep: [{ url: `https://evil.example/?${placeholder}` }] })).toThrow();
    expect(() => guardSource({ deep: [{ url: 'https://good.example/' }] })).not.toThrow();
  });
});
