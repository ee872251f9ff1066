import type { FrozenVariant } from '#delivery/frozen-variant.ts';
import type { PersonalParts } from '#delivery/message-template.ts';
import { type SlotValues, slots } from '#slots.ts';

/** One pixel. */
const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

export const slotValues: SlotValues = {
  unsubscribeToken: `unsub_${'A-z0_9'.repeat(9)}`,
  preferencesToken: `prefs-${'Zz9-_a'.repeat(9)}`,
};

export const links = `https://vesnik.example.org/u/${slots.unsubscribeToken.placeholder} https://vesnik.example.org/p/${slots.preferencesToken.placeholder}`;

/** The issue of a week, in Belarusian, with everything that a mail may have. */
export function belarusian(more: Partial<FrozenVariant> = {}): FrozenVariant {
  const paragraph = 'Сітуацыя ў краіне за тыдзень не змянілася: «ціхія» перамовы працягваюцца. ';
  return {
    from: { name: 'Веснік', address: 'news@example.org' },
    replyTo: 'desk@example.org',
    subject: 'Тыдзень 15–21 красавіка 2024: санкцыі, межы і правы чалавека',
    text: `${paragraph.repeat(20)}\n\n${links}\n`,
    html: `<html lang="be"><body><p>${paragraph.repeat(40)}</p><a href="${links.split(' ')[0]}">Адпісацца</a> <a href='${links.split(' ')[1]}'>Мовы</a><img src="cid:cover" alt="">${paragraph.repeat(3)}</body></html>`,
    headers: [
      ['List-Id', '"Vesnik, in Belarusian" <be.vesnik.example.org>'],
      ['List-Archive', '<https://vesnik.example.org/be/archive/>'],
      ['Archived-At', '<https://vesnik.example.org/be/2024-04-15/>'],
      ['Content-Language', 'be, ru'],
      ['Feedback-ID', '2024-04-15:be:vesnik:example.org'],
    ],
    pictures: [{ cid: 'cover', name: 'cover.png', mediaType: 'image/png', base64: png }],
    ...more,
  };
}

export function personal(more: Partial<PersonalParts> = {}): PersonalParts {
  return {
    to: 'reader@example.net',
    date: new Date('2024-04-22T07:00:00Z'),
    messageId: '<000102030405060708090a0b0c0d0e0f@example.org>',
    unsubscribe: {
      url: `https://vesnik.example.org/u/${slotValues.unsubscribeToken}`,
      mailbox: `unsubscribe+${'a2'.repeat(20)}@bounces.example.org`,
    },
    slots: slotValues,
    ...more,
  };
}
