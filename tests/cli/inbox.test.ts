import { readdir, readFile } from 'node:fs/promises';
import nodemailer from 'nodemailer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Inbox, startInbox } from '#cli/inbox/inbox.ts';
import { createMailbox } from '#cli/inbox/mailbox.ts';
import { languages } from '#i18n/languages.ts';
import { translator } from '#i18n/translator.ts';
import { temporaryFolder } from './command-line.ts';

const anywhere = <T>(start: (port: number) => Promise<T>): Promise<T> => start(0);
const picture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** A mail that tries everything. */
const hostile = [
  '<html><head><base href="https://evil.example.org/"></head><body>',
  '<script>alert(1)</script><img src="cid:pixel@x" alt="ours"><img src="https://evil.example.org/track.gif" alt="theirs">',
  '<form action="https://evil.example.org/"><input></form>Прывітанне</body></html>',
].join('');

describe('the inbox', () => {
  let inbox: Inbox;
  beforeAll(async () => {
    inbox = await startInbox({ smtp: anywhere, web: anywhere });
    const transport = nodemailer.createTransport(inbox.smtpUrl);
    const mail = (to: string, list: string, subject: string) => ({
      ...{
        from: { name: 'Далягляд', address: 'letters@example.org' },
        to,
        subject,
        text: `Тэкст для ${list}`,
        html: hostile,
      },
      headers: { 'List-Id': `<${list}.newsletter.example.org>` },
      attachments: [{ filename: 'a.png', cid: 'pixel@x', content: picture }],
    });
    await transport.sendMail(mail('lena@example.org', 'be', '<img src=x onerror=alert(1)> Эканоміка'));
    await transport.sendMail(mail('ivan@example.net', 'ru', 'Экономика'));
    await transport.sendMail({ from: 'a@example.org', to: 'nobody@example.org', text: 'bare' });
    transport.close();
  });
  afterAll(() => inbox.close());

  const page = async (path: string, headers: Record<string, string> = {}) => {
    const response = await fetch(`${inbox.url}${path}`, { headers, redirect: 'manual' });
    return { response, text: await response.text(), policy: response.headers.get('content-security-policy') ?? '' };
  };

  test('keeps every mail with its envelope, the newest first', () => {
    expect(inbox.mailbox.mails().map(({ envelope, list }) => [envelope.to, list])).toEqual([
      [['nobody@example.org'], ''],
      [['ivan@example.net'], 'ru'],
      [['lena@example.org'], 'be'],
    ]);
  });

  test.each([
    ['be-BY,be;q=0.9,en;q=0.8', '/be/'],
    ['de,ru;q=0.5', '/ru/'],
    ['fr', '/en/'],
    ['en;q=0.1, be;q=0.2', '/be/'],
  ])('greets %s at %s', async (accepted, path) => {
    const { response } = await page('/', { 'accept-language': accepted });
    expect([response.status, response.headers.get('location')]).toEqual([302, path]);
  });

  test.each(languages)('lists what arrived in %s, with no script and nothing foreign', async language => {
    const { response, text, policy } = await page(`/${language}/`);
    const t = translator(language);
    expect(response.status).toBe(200);
    expect(text).toContain(`<html lang="${language}"`);
    expect(text).toContain(`<h1>${t('inbox.count', { count: 3 })}</h1>`);
    expect(text).toContain('lena@example.org');
    expect(text).toContain(t('inbox.noSubject'));
    expect(text).not.toMatch(/<script|onerror=alert\(1\)>|https?:\/\//u);
    expect(text).toContain('&lt;img src=x onerror=alert(1)&gt;');
    expect(policy).toContain("default-src 'none'");
  });

  test('finds by recipient, subject and list, without regard to case', async () => {
    const found = async (query: string) =>
      [...(await page(`/be/?${query}`)).text.matchAll(/class="to">([^<]*)/gu)].map(([, to]) => to);
    expect(await found('q=LENA')).toEqual(['lena@example.org']);
    expect(await found(`q=${encodeURIComponent('экономика')}`)).toEqual(['ivan@example.net']);
    expect(await found('list=ru')).toEqual(['ivan@example.net']);
    expect(await found('q=lena&list=ru')).toEqual([]);
    expect(await found('page=nonsense')).toHaveLength(3);
  });

  test('shows HTML in a frame that may run nothing and ask nobody', async () => {
    const { text } = await page('/en/1/');
    expect(text).toMatch(/<iframe sandbox="allow-popups allow-popups-to-escape-sandbox" src="\/mail\/1\/html"/u);
    const frame = await page('/mail/1/html');
    expect(frame.policy).toBe(
      "default-src 'none'; img-src 'self' data:; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'self'; form-action 'none'; sandbox allow-popups allow-popups-to-escape-sandbox",
    );
    expect(frame.text).toContain('src="/mail/1/part/pixel%40x"');
    expect((await page('/mail/1/html?pictures=off')).policy).toContain("img-src 'none'");
  });

  test('gives out the pictures inside a mail and nothing else of it', async () => {
    const { response } = await page('/mail/1/part/pixel%40x');
    expect(response.headers.get('content-type')).toBe('image/png');
    expect((await page('/mail/1/part/none')).response.status).toBe(404);
  });

  test('shows text, headers and source, escaped', async () => {
    expect((await page('/ru/2/text/')).text).toContain('<pre>Тэкст для ru</pre>');
    expect((await page('/ru/2/headers/')).text).toMatch(/<th scope="row">List-I[dD]<\/th><td>&lt;ru\.newsletter/u);
    const source = await page('/ru/2/source/');
    expect(source.text).toContain('List-');
    expect(source.text).not.toContain('<script>');
    expect((await page('/ru/3/')).text).toContain(translator('ru')('inbox.noHtml'));
  });

  test('says what it does not have, in the reader’s language', async () => {
    const { response, text } = await page('/be/99/');
    expect(response.status).toBe(404);
    expect(text).toContain(translator('be')('inbox.notFound'));
  });
});

describe('a mailbox', () => {
  const envelope = { from: '', to: ['reader@example.org'] };
  const source = (subject: string) => Buffer.from(`Subject: ${subject}\r\n\r\n${'x'.repeat(1000)}`);

  test('lets the oldest go beyond its bounds, by number and by bytes', async () => {
    const few = createMailbox({ mostMails: 2 });
    for (const subject of ['a', 'b', 'c']) await few.receive(envelope, source(subject));
    expect([few.mails().map(mail => mail.subject), few.dropped()]).toEqual([['c', 'b'], 1]);
    expect(few.find(1)).toBeUndefined();
    const small = createMailbox({ mostBytes: 2500 });
    for (const subject of ['a', 'b', 'c']) await small.receive(envelope, source(subject));
    expect(small.mails().map(mail => mail.subject)).toEqual(['c', 'b']);
  });

  test('keeps what cannot be parsed, and every mail in its folder where one is wanted', async () => {
    const folder = await temporaryFolder();
    const mailbox = createMailbox({ folder, mostMails: 1 });
    await mailbox.receive(envelope, Buffer.from([0xff, 0x00, 0x0d, 0x0a]));
    await mailbox.receive(envelope, source('second'));
    expect((await readdir(folder)).sort()).toEqual(['1.eml', '2.eml']);
    expect(await readFile(`${folder}/2.eml`)).toEqual(source('second'));
    expect(mailbox.mails()).toHaveLength(1);
  });
});
