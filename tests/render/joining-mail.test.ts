import { HtmlValidate } from 'html-validate';
import { parse } from 'parse5';
import { describe, expect, test } from 'vitest';
import type { List } from '#content/publication.ts';
import { askingMail } from '#render/asking-mail.ts';
import type { JoiningMail } from '#render/joining-mail.ts';
import { mailForms } from '#render/mail-form.ts';
import { welcomeMail } from '#render/welcome-mail.ts';
import { confirmPlaceholder, dataPlaceholder, slots } from '#slots.ts';
import { accessibilityFaults, elementsOf } from './email-accessibility.ts';
import { doorsUrl, selection, small, smallMail } from './sample.ts';

const { newsletter } = small;

const validator = new HtmlValidate({
  extends: ['html-validate:recommended'],
  // As for issue mails (mail-rules.test.ts).
  rules: {
    ...{ 'no-inline-style': 'off', 'no-deprecated-attr': 'off', 'no-conditional-comment': 'off' },
    ...{ 'presentation-role-style': 'off', 'prefer-native-element': 'off', 'doctype-style': 'off' },
  },
});

/** The list's newest issue, as it is frozen. */
async function issueMail(list: List, form: (typeof mailForms)[number]): Promise<JoiningMail> {
  return smallMail(list.id, { form, selection: selection(small, '2024-01-08', list.id) });
}

const drawn = await Promise.all(
  newsletter.lists.flatMap(list =>
    mailForms.flatMap(form => {
      const order = { newsletter, list, form, doorsUrl };
      const name = (kind: string) => `${kind} ${list.id} ${form}`;
      return [
        askingMail('confirm', order).then(mail => ({ name: name('confirm'), list, form, mail })),
        askingMail('known', order).then(mail => ({ name: name('known'), list, form, mail })),
        askingMail('data', order).then(mail => ({ name: name('data'), list, form, mail })),
        welcomeMail(order).then(mail => ({ name: name('welcome'), list, form, mail })),
        issueMail(list, form)
          .then(issue => welcomeMail(order, issue))
          .then(mail => ({ name: name('welcome with an issue'), list, form, mail })),
      ];
    }),
  ),
);

describe.each(drawn)('the mail $name', ({ name, list, form, mail }) => {
  test('has a way to say that it was not me where a stranger may have asked, and nowhere else', () => {
    const says = [mail.text, ...(mail.html === undefined ? [] : [mail.html])].map(text =>
      text.includes(`/c/${confirmPlaceholder}?no`),
    );
    expect(new Set(says)).toEqual(new Set([name.startsWith('confirm ')]));
  });

  test.runIf(form !== 'plain')('is valid, accessible, and asks nobody for anything', async () => {
    const html = mail.html ?? '';
    const { results } = await validator.validateString(html);
    expect(results.flatMap(({ messages }) => messages.map(({ message }) => message))).toEqual([]);
    expect(accessibilityFaults(html)).toEqual([]);
    const asked = elementsOf(parse(html)).flatMap(element =>
      element.attrs.flatMap(attribute =>
        element.tagName !== 'a' && !attribute.name.startsWith('xmlns')
          ? (attribute.value.match(/[\w+.-]+:\/\/\S+/g) ?? [])
          : [],
      ),
    );
    expect(asked).toEqual([]);
  });

  test('has the links that belong to it, in both parts, and no other personal ones', () => {
    const links = {
      confirm: [`${doorsUrl}/c/${confirmPlaceholder}`],
      data: [`${doorsUrl}/d/${dataPlaceholder}`],
      known: [`${doorsUrl}/p/${slots.preferencesToken.placeholder}`],
      welcome: [
        `${doorsUrl}/p/${slots.preferencesToken.placeholder}`,
        `${doorsUrl}/u/${slots.unsubscribeToken.placeholder}`,
      ],
    };
    const kind = (['confirm', 'data', 'known'] as const).find(each => name.startsWith(each)) ?? 'welcome';
    expect(mail.html === undefined).toBe(form === 'plain');
    for (const part of [mail.text, ...(mail.html === undefined ? [] : [mail.html])]) {
      const found = part.match(/https:\/\/doors\.example\.org\/[cdpu]\/\w{60}/g) ?? [];
      expect([...new Set(found)].sort()).toEqual(links[kind].toSorted());
    }
    for (const line of mail.text.split('\n')) if (!line.includes('://')) expect(line.length).toBeLessThanOrEqual(72);
  });

  test('speaks the language of its list alone', () => {
    const { subject, headers } = mail;
    expect(headers).toContainEqual(['Content-Language', expect.stringContaining(list.interface)]);
    const words = form === 'discreet' ? subject : subject.replaceAll(newsletter.name[list.interface], '');
    if (list.interface === 'en') expect(words).not.toMatch(/\p{Script=Cyrillic}/u);
    else expect(words).not.toMatch(/[A-Za-z]/);
  });

  test.runIf(form === 'discreet')(
    'names the newsletter neither in sender nor subject, nor where a list of mails shows it',
    () => {
      const { name: own } = newsletter.sender;
      expect(`${mail.from.name} ${mail.subject}`).not.toContain(own[list.interface]);
      const shown = (mail.html ?? '').replace(
        /<style[\s\S]*?<\/style>|<title>[\s\S]*?<\/title>|<!--[\s\S]*?-->|<[^>]+>/g,
        ' ',
      );
      expect(shown.replaceAll(/\s+/g, ' ').trim().slice(0, 100)).not.toContain(newsletter.name[list.interface]);
    },
  );
});

test('a confirmation comes from its own address, as an answer of a machine', async () => {
  for (const list of newsletter.lists) {
    const { from, headers } = await askingMail('confirm', { newsletter, list, form: 'normal', doorsUrl });
    expect(from.address).toBe(newsletter.sender.confirmations);
    expect(headers).toContainEqual(['Auto-Submitted', 'auto-generated']);
  }
});

test('words of the newsletter are escaped, and none may be a placeholder', async () => {
  const hostile = '<img src=x onerror=alert(1)>{{secret}}';
  const words = { en: hostile, be: hostile, ru: hostile };
  const [list] = newsletter.lists;
  if (list === undefined) throw new Error('the sample has no list');
  const order = {
    newsletter: { ...newsletter, name: words, promise: words, safetyNotice: words },
    list,
    form: 'normal',
    doorsUrl,
  } as const;
  for (const { html = '' } of [await askingMail('confirm', order), await welcomeMail(order)]) {
    expect(html).not.toContain('<img');
    expect(html).not.toContain('{{');
  }
  for (const placeholder of [confirmPlaceholder, dataPlaceholder]) {
    const thief = { ...newsletter, promise: { ...words, en: placeholder } };
    await expect(askingMail('confirm', { ...order, newsletter: thief })).rejects.toMatchObject({
      code: 'slot-in-content',
    });
  }
});
