import { describe, expect, test } from 'vitest';
import { ordersOf } from '#cli/mail-orders.ts';
import { renderVariant } from '#render/mail.ts';
import { guardDrawn, guardSource } from '#render/slot-guard.ts';
import { slots } from '#slots.ts';
import { changed, doorsUrl, found, markdown, selection, small, smallMail, whole } from './sample.ts';

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

  test('in a letter or a correction is refused', async () => {
    const [letter] = ordersOf(whole, { id: found(whole.letters[0], 'a letter').id, untranslated: 'borrow' });
    const [correction] = ordersOf(whole, { id: '2024-04-15', followUp: 'correction', untranslated: 'borrow' });
    for (const { selection: chosen, occasion } of [found(letter, 'a list'), found(correction, 'a list')]) {
      const order = { library: whole, selection: chosen, occasion, form: 'normal', doorsUrl } as const;
      await expect(renderVariant(order)).resolves.toBeDefined();
      const words = Object.values(chosen.issue.words).map(each => ({ ...each, signoff: placeholder }));
      const issue = { ...chosen.issue, words: Object.fromEntries(words.map(each => [each.language, each])) };
      const said =
        occasion.kind === 'correction'
          ? { ...occasion, corrections: occasion.corrections.map(each => ({ ...each, text: placeholder })) }
          : occasion;
      await expect(renderVariant({ ...order, selection: { ...chosen, issue }, occasion: said })).rejects.toEqual(
        refused,
      );
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
