import { HtmlValidate } from 'html-validate';
import { describe, expect, test } from 'vitest';
import { readNewsletter } from '#cli/newsletter-file.ts';
import { noticeMail } from '#cli/notice-mail.ts';
import { readSettings } from '#cli/settings.ts';
import { readVariant } from '#delivery/frozen-variant.ts';
import { type Language, languages } from '#i18n/languages.ts';
import { noDeliveries } from '#store/delivery-state.ts';
import type { NoticeFacts } from '#store/notice.ts';
import { accessibilityFaults } from '../render/email-accessibility.ts';

const issue = '2024-04-15';
const counts = { ...noDeliveries(), sent: 12_345, failed: 1, uncertain: 1 };
const moment = Date.parse('2024-04-22T06:00:00Z');
const every: readonly NoticeFacts[] = [
  { about: 'first', issue, counts: { ...counts, deferred: 3 }, byList: { be: counts } },
  { about: 'last', issue, counts, byList: { be: counts, gone: noDeliveries() } },
  { about: 'pages', issue, missing: ['https://example.org/be/'], more: 2, due: moment },
  { about: 'pages', issue, missing: ['https://example.org/be/'], more: 0 },
  { about: 'relay', issue, words: 'The relay cannot be reached.' },
  { about: 'worker', issue },
  { about: 'joining', waiting: 1200 },
  { about: 'joining-over' },
  { about: 'pages-over', issue },
  { about: 'relay-over', issue },
  { about: 'worker-over', issue },
  { about: 'refusals', issue, tried: 1260, refused: 212, unknown: 2, answers: ['554 5.7.1 spam & more <b>'] },
];

const validator = new HtmlValidate({
  extends: ['html-validate:recommended'],
  // As for issue mails (mail-rules.test.ts).
  rules: {
    ...{ 'no-inline-style': 'off', 'no-deprecated-attr': 'off', 'no-conditional-comment': 'off' },
    ...{ 'presentation-role-style': 'off', 'prefer-native-element': 'off', 'doctype-style': 'off' },
  },
});

describe('a notice', async () => {
  const newsletter = await readNewsletter(readSettings({}));
  const mailed = async (facts: NoticeFacts, language: Language) =>
    readVariant(await noticeMail(facts, { newsletter: { ...newsletter, languages: [language] }, templateRoots: [] }));

  test.each(languages.flatMap(language => every.map(facts => [language, facts.about, facts] as const)))(
    'in %s about %s is whole, of one language, valid, accessible, and fit to be mailed',
    async (language, _about, facts) => {
      const { subject, text, html = '' } = await mailed(facts, language);
      if ('issue' in facts) expect(subject).toContain(issue);
      for (const part of [`${subject}\n${text}`, html.replace(/<style[\s\S]*?<\/style>/gu, '')])
        expect(part).not.toMatch(/\{\{|\}\}|undefined|null|notices\.|report\.|\[object|@/u);
      const words = `${subject}\n${text}`.replaceAll(
        /npx vesnik.*|https?:\S+|> .*|newsletter\.yaml|notify|^gone$/gmu,
        '',
      );
      if (language === 'en') expect(words).not.toMatch(/[а-яіў]/iu);
      else expect(words.replaceAll(newsletter.name[language], '')).not.toMatch(/[a-z]{2,}/iu);
      for (const line of text.split('\n'))
        if (!/:\/\/|npx vesnik/u.test(line)) expect(line.length).toBeLessThanOrEqual(72);
      const { results } = await validator.validateString(html);
      expect(results.flatMap(({ messages }) => messages.map(({ message }) => message))).toEqual([]);
      expect(accessibilityFaults(html)).toEqual([]);
      expect(html).not.toMatch(/<img|<link|src=|url\(/u);
    },
  );

  test('says how it went by list, in the words of the report, with thousands apart', async () => {
    const byList = { be: { ...counts, sent: 12_000 }, ru: { ...noDeliveries(), sent: 345 } };
    const { subject, text } = await mailed({ about: 'last', issue, counts, byList }, 'ru');
    expect(subject).toBe('Рассылка выпуска 2024-04-15: отправлено 12\u00a0345 из 12\u00a0347');
    expect(text).toContain('отправлено: 12\u00a0345\nне принято: 1\nмогло дойти, не повторяли: 1\n');
    expect(text).toContain('На белорусском\n--------------\n\nотправлено: 12\u00a0000');
    expect(text).toContain(`\n    npx vesnik resume ${issue} --retry-uncertain\n`);
  });

  test('says since when it waits in the newsletter’s own time, and how many more pages are missing in the right form', async () => {
    const pages = (more: number): NoticeFacts => ({
      about: 'pages',
      issue,
      missing: ['https://example.org/'],
      more,
      due: moment,
    });
    expect((await mailed(pages(0), 'be')).text.replaceAll('\n', ' ')).toContain('22 красавіка 2024, 0');
    for (const [more, words] of [
      [1, 'и ещё 1 адрес\n'],
      [2, 'и ещё 2 адреса\n'],
      [5, 'и ещё 5 адресов\n'],
      [21, 'и ещё 21 адрес\n'],
      [1234, 'и ещё 1\u00a0234 адреса\n'],
    ] as const)
      expect((await mailed(pages(more), 'ru')).text).toContain(words);
  });

  test.each([
    ['2024-04-15/correction-2', 'Рассылка выпраўлення 2 да выпуску 2024-04-15 чакае'],
    ['2024-04-15/translation-1', 'Рассылка спозненых матэрыялаў выпуску 2024-04-15 (1) чакае'],
    ['letters/2024-05-01-blocked', 'Рассылка ліста 2024-05-01-blocked чакае'],
  ])('names %s as people do, and tells what to type about it by its id', async (mailing, words) => {
    const { subject, text } = await mailed(
      { about: 'pages', issue: mailing, missing: ['https://example.org/'], more: 0 },
      'be',
    );
    expect(subject).toContain(words);
    expect(text).toContain(`npx vesnik resume ${mailing}\n`);
  });

  test('shows what a server said as words, whatever it is', async () => {
    const facts = { about: 'relay', issue, words: '<script>alert(1)</script> {{ name }}' } as const;
    const { html, text } = await mailed(facts, 'en');
    expect(html).toContain('&lt;script&gt;');
    expect(html).not.toContain('<script');
    expect(text).toContain('{{ name }}');
  });
});
