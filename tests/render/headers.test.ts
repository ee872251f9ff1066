import MailComposer from 'nodemailer/lib/mail-composer/index.js';
import PostalMime from 'postal-mime';
import { describe, expect, test } from 'vitest';
import { everyVariant, small, whole } from './sample.ts';

const sent = [...(await everyVariant(small)), ...(await everyVariant(whole, ['normal']))];

describe.each(sent)('the headers of $name', ({ mail, selection }) => {
  test('say list, archive, languages and issue in ASCII', () => {
    const { headers } = mail;
    for (const [name, value] of headers) expect(`${name}: ${value}`).toMatch(/^[\x20-\x7e]{1,900}$/);
    const found = new Map(headers);
    expect(found.size).toBe(headers.length);
    const name = mail.form === 'discreet' ? '' : '"[A-Za-z -]+" ';
    expect(found.get('List-Id')).toMatch(new RegExp(`^${name}<${mail.list}\\.[a-z.]+\\.example\\.org>$`));
    const languages = new Set(selection.pieces.map(({ version }) => version.language));
    expect(found.get('Content-Language')?.split(', ')).toEqual(expect.arrayContaining([...languages, mail.language]));
    expect(found.get('Archived-At')).toMatch(new RegExp(`^<https://[a-z.]+/${mail.language}/${selection.issue.id}/>$`));
    expect(found.get('Feedback-ID')).toMatch(new RegExp(`^${selection.issue.id}:${mail.list}:[a-z.]+:example\\.org$`));
  });

  test('go through a composer and a parser that we did not write, in lines of their lengths', async () => {
    const raw = await new MailComposer({
      from: mail.from,
      to: { name: '', address: 'reader@example.net' },
      subject: mail.subject,
      text: mail.text,
      ...(mail.html !== undefined && { html: mail.html }),
      attachments: mail.pictures.map(({ cid, name, mediaType, base64 }) => ({
        cid,
        filename: name,
        contentType: mediaType,
        content: Buffer.from(base64, 'base64'),
      })),
    })
      .compile()
      .build();
    const message = raw.toString('latin1');
    const longest = Math.max(...message.split(/\r?\n/).map(({ length }) => length));
    expect(longest).toBeLessThanOrEqual(998);
    for (const word of message.match(/=\?utf-8\?[^?]+\?[^?]*\?=/gi) ?? []) expect(word.length).toBeLessThanOrEqual(75);
    const read = await PostalMime.parse(raw);
    expect(read.subject).toBe(mail.subject);
    expect(read.from?.name).toBe(mail.from.name);
    expect(read.text?.trim().replaceAll('\r\n', '\n')).toBe(mail.text.trim());
    expect(read.html?.trim()).toBe(mail.html?.trim());
  });
});
