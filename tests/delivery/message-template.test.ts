import fc from 'fast-check';
import PostalMime, { type Email } from 'postal-mime';
import { describe, expect, it } from 'vitest';
import { chooseEncoding, withCrlf } from '#delivery/body-encoding.ts';
import type { FrozenVariant } from '#delivery/frozen-variant.ts';
import { composeTemplate } from '#delivery/message-template.ts';
import { fillSlots, slots } from '#slots.ts';
import { belarusian, links, personal, slotValues } from './variants.ts';

async function compose(variant: FrozenVariant): Promise<Buffer> {
  return (await composeTemplate(variant)).fill(personal()).whole();
}

/** The mail as a parser sees it; line breaks of base64 parts as those of the others. */
async function read(message: Buffer): Promise<Email> {
  const mail = await PostalMime.parse(message);
  const [text = '', html = ''] = [mail.text, mail.html].map(part => part?.replaceAll('\r\n', '\n'));
  return { ...mail, text, html };
}

/** The head, unfolded: name in lower case → value. */
function headersOf(message: Buffer): Map<string, string> {
  const head = message.toString('latin1').split('\r\n\r\n')[0] ?? '';
  return new Map(
    head
      .replace(/\r\n[ \t]+/g, ' ')
      .split('\r\n')
      .map(line => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 2)]),
  );
}

describe('a message', () => {
  it('has every header of an issue mail', async () => {
    const headers = headersOf(await compose(belarusian()));
    expect(Object.fromEntries(headers)).toMatchObject({
      to: 'reader@example.net',
      date: 'Mon, 22 Apr 2024 07:00:00 +0000',
      'message-id': '<000102030405060708090a0b0c0d0e0f@example.org>',
      from: '=?UTF-8?B?0JLQtdGB0L3RltC6?= <news@example.org>',
      'reply-to': 'desk@example.org',
      'mime-version': '1.0',
      'list-id': '"Vesnik, in Belarusian" <be.vesnik.example.org>',
      'list-unsubscribe': `<https://vesnik.example.org/u/${slotValues.unsubscribeToken}>, <mailto:unsubscribe+${'a2'.repeat(20)}@bounces.example.org?subject=unsubscribe>`,
      'list-unsubscribe-post': 'List-Unsubscribe=One-Click',
      'list-archive': '<https://vesnik.example.org/be/archive/>',
      'archived-at': '<https://vesnik.example.org/be/2024-04-15/>',
      'content-language': 'be, ru',
      'feedback-id': '2024-04-15:be:vesnik:example.org',
    });
    expect(headers.get('content-type')).toMatch(/^multipart\/alternative/);
    for (const name of ['auto-submitted', 'bcc', 'x-mailer', 'cc']) expect(headers.has(name)).toBe(false);
  });

  it('folds a long header between its words and never inside of one', async () => {
    const url = `https://vesnik.example.org/be/${'long-'.repeat(60)}/`;
    const message = await compose(
      belarusian({
        headers: [
          ['Archived-At', `<${url}>`],
          ['X-Words', 'word '.repeat(60).trim()],
        ],
      }),
    );
    expect(headersOf(message).get('archived-at')).toBe(`<${url}>`);
    expect(headersOf(message).get('x-words')).toBe('word '.repeat(60).trim());
  });

  it('is read by a parser that we did not write: text first, HTML last with its picture, links filled', async () => {
    const variant = belarusian();
    const message = await compose(variant);
    const mail = await read(message);
    expect(mail.subject).toBe(variant.subject);
    expect(mail.from).toMatchObject({ name: 'Веснік', address: 'news@example.org' });
    expect(mail.text?.trimEnd()).toBe(fillSlots(variant.text, slotValues).trimEnd());
    expect(mail.html?.trimEnd()).toBe(fillSlots(variant.html ?? '', slotValues));
    expect(mail.attachments).toMatchObject([
      { contentId: '<cover>', mimeType: 'image/png', disposition: 'inline', related: true },
    ]);
    const order = [...message.toString('latin1').matchAll(/^Content-Type: ([a-z/]+)/gm)].map(match => match[1]);
    expect(order).toEqual(['multipart/alternative', 'text/plain', 'multipart/related', 'text/html', 'image/png']);
  });

  it('without HTML is one text part, and carries no pictures', async () => {
    const { html: _html, ...plain } = belarusian();
    const message = await compose(plain);
    expect(headersOf(message).get('content-type')).toBe('text/plain; charset=utf-8');
    expect((await read(message)).attachments).toEqual([]);
  });

  it('is the same, byte for byte, each time that the same variant is composed', async () => {
    expect(await compose(belarusian())).toEqual(await compose(belarusian()));
  });

  it('differs from another one in its headers and slots only', async () => {
    const template = await composeTemplate(belarusian());
    const other = { unsubscribeToken: 'B'.repeat(60), preferencesToken: 'C'.repeat(60) };
    const [one = Buffer.alloc(0), two = Buffer.alloc(0)] = [
      personal(),
      personal({ to: 'other@example.net', slots: other }),
    ].map(parts => template.fill(parts).whole());
    const mail = await read(two);
    expect(mail.html).toContain(`/u/${'B'.repeat(60)}`);
    expect(mail.text).toContain(`/p/${'C'.repeat(60)}`);
    const body = (message: Buffer): number => message.length - message.indexOf('\r\n\r\n');
    expect(body(one)).toBe(body(two));
  });

  it('takes no value that is not of its slot', async () => {
    const template = await composeTemplate(belarusian());
    for (const token of ['short', `${'A'.repeat(59)}\n`, `${'A'.repeat(59)}.`, 'A'.repeat(61)]) {
      expect(() => template.fill(personal({ slots: { ...slotValues, unsubscribeToken: token } }))).toThrow(RangeError);
    }
  });

  it('has no line above 998 octets, lines of CRLF only, and encoded words of 75 characters at most', async () => {
    const long = belarusian({
      subject: 'Вельмі доўгі загаловак 🙂 '.repeat(30).trim(),
      from: { name: 'Рэдакцыя 👩‍👩‍👧‍👦 '.repeat(12).trim(), address: 'news@example.org' },
      text: `${'x'.repeat(5000)}\n${links}`,
      html: `<p>${'б'.repeat(5000)}</p>${'y'.repeat(5000)}${links}`,
    });
    const message = await compose(long);
    const lines = message.toString('latin1').split('\r\n');
    expect(Math.max(...lines.map(line => line.length))).toBeLessThanOrEqual(998);
    expect(lines.filter(line => /[\r\n]/.test(line))).toEqual([]);
    const words = message.toString('latin1').match(/=\?UTF-8\?[BQ]\?[^?]*\?=/g) ?? [];
    expect(words.length).toBeGreaterThan(20);
    for (const word of words) expect(word.length).toBeLessThanOrEqual(75);
    for (const word of words.filter(encoded => encoded.startsWith('=?UTF-8?B?'))) {
      expect(() =>
        new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(word.slice(10, -2), 'base64')),
      ).not.toThrow();
    }
    const mail = await read(message);
    expect(mail.subject).toBe(long.subject);
    expect(mail.from?.name).toBe(long.from.name);
  });

  it('keeps Cyrillic smaller as base64 and Latin as quoted-printable, never numeric entities', () => {
    expect(chooseEncoding(belarusian().text)).toBe('base64');
    expect(chooseEncoding('The situation has not changed. '.repeat(100))).toBe('quoted-printable');
  });
});

describe('a body that tries to be more than a body', () => {
  const bodies = {
    'a dot alone': 'before\n.\nafter',
    'a dot between lone CRs': 'before\r.\rafter',
    'the end of the data': 'before\r\n.\r\nMAIL FROM:<e@example.com>\r\nafter',
    'a line of 5,000 characters': 'x'.repeat(5000),
    'a first line with a dot': '.hidden\nFrom me to you\n..two',
    'From at the start': 'From me\n\nFrom you',
    'a boundary': '----_NmP-0-Part_1--\n--\n',
    'blanks at the ends of lines': 'a \nb\t\n c',
  };
  it.each(Object.entries(bodies))('%s arrives as it was written', async (_name, body) => {
    for (const words of [body, `${body}\n${'Беларусь '.repeat(50)}`]) {
      const message = await compose(belarusian({ text: words, html: `<pre>${words}</pre>`, pictures: [] }));
      const mail = await read(message);
      const asRead = withCrlf(words).replaceAll('\r\n', '\n');
      expect(mail.text?.trimEnd()).toBe(asRead.trimEnd());
      expect(mail.html?.trimEnd()).toBe(`<pre>${asRead}</pre>`);
    }
  });
});

describe('slots', () => {
  const word = fc.oneof(
    fc.constantFrom(slots.unsubscribeToken.placeholder, slots.preferencesToken.placeholder),
    fc.constantFrom('\n', ' ', '=', '.', '\n.', 'Сітуацыя ', 'plain words ', '🙂', 'x'.repeat(75)),
    fc
      .string({ unit: 'grapheme', maxLength: 40 })
      .map(text => text.replace(/[\u0000-\u0009\u000b-\u001f\u007f\ufeff]/g, '')),
  );
  const body = fc.array(word, { minLength: 1, maxLength: 60 }).map(words => `a${words.join('')}z`);

  it('are filled wherever they stand, in either encoding', async () => {
    await fc.assert(
      fc.asyncProperty(body, body, async (text, html) => {
        const message = await compose(belarusian({ text, html, pictures: [] }));
        const mail = await read(message);
        expect(mail.text?.replace(/\n$/, '')).toBe(fillSlots(text, slotValues));
        expect(mail.html?.replace(/\n$/, '')).toBe(fillSlots(html, slotValues));
      }),
      { numRuns: 150 },
    );
  });
});
