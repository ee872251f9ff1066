import { describe, expect, test } from 'vitest';
import { readNewsletter } from '#cli/newsletter.ts';
import { noticeMail } from '#cli/notice-mail.ts';
import { readSettings } from '#cli/settings.ts';
import { readVariant } from '#delivery/frozen-variant.ts';
import { languages } from '#i18n/languages.ts';
import { noDeliveries } from '#store/delivery-state.ts';
import type { NoticeFacts } from '#store/notice.ts';

const issue = '2024-04-15';
const counts = { ...noDeliveries(), sent: 58, failed: 1, uncertain: 1 };
const every: readonly NoticeFacts[] = [
  { about: 'first', issue, counts: { ...counts, deferred: 3 }, byList: { be: counts } },
  { about: 'last', issue, counts, byList: { be: counts, gone: noDeliveries() } },
  { about: 'pages', issue, missing: ['https://example.org/be/'], more: 2 },
  { about: 'relay', issue, words: 'The relay cannot be reached.' },
  { about: 'worker', issue },
  { about: 'joining', waiting: 12 },
  { about: 'joining-over' },
  { about: 'pages-over', issue },
  { about: 'relay-over', issue },
  { about: 'worker-over', issue },
  { about: 'refusals', issue, tried: 60, refused: 12, unknown: 2, answers: ['554 5.7.1 spam'] },
];

describe('a notice', async () => {
  const newsletter = await readNewsletter(readSettings({}));

  test.each(languages.flatMap(language => every.map(facts => [language, facts.about, facts] as const)))(
    'in %s about %s is whole, of one language, and fit to be mailed',
    (language, _about, facts) => {
      const first = { ...newsletter, languages: [language] };
      const { subject, text } = readVariant(noticeMail(facts, first));
      if ('issue' in facts) expect(subject).toContain(issue);
      expect(subject).not.toBe('');
      expect(`${subject}${text}`).not.toMatch(/\{\{|\}\}|undefined|notices\.|report\.|@/u);
      const words = text.replaceAll(/npx vesnik \S+(?: \S*\d\S*)?(?: --\S+)?|https?:\S+|554.*|The relay.*/gu, '');
      if (language === 'en') expect(words).not.toMatch(/[а-яіў]/iu);
      else expect(words).toMatch(/[а-я]/u);
    },
  );

  test('says how it went by list, in the words of the report', () => {
    const { text } = noticeMail(
      { about: 'last', issue, counts, byList: { be: counts } },
      { ...newsletter, languages: ['ru'] },
    );
    expect(text).toContain('отправлено: 58, не принято: 1, могло дойти, не повторяли: 1');
    expect(text).toContain(`npx vesnik resume ${issue} --retry-uncertain`);
  });
});
