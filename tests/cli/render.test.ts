import { generateKeyPairSync } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { dkimVerify } from 'mailauth/lib/dkim/verify.js';
import PostalMime from 'postal-mime';
import { describe, expect, test } from 'vitest';
import { slots } from '#slots.ts';
import { temporaryFolder, vesnik } from './command-line.ts';

const issue = '2024-04-15';

describe('render --format eml', async () => {
  const folder = await temporaryFolder();
  const { code, err } = await vesnik(['render', issue, '--list', 'be', '--format', 'eml', '--out', 'issue.eml'], {
    folder,
  });
  const source = await readFile(join(folder, 'issue.eml'));
  const mail = await PostalMime.parse(source);
  const header = (name: string) => mail.headers.filter(({ key }) => key === name).map(({ value }) => value);

  test('writes the file and says so', () => {
    expect(code).toBe(0);
    expect(err).toMatch(/Written to issue\.eml: [\d,]+ bytes, list be, form normal\./u);
  });

  test('carries every header of an issue mail, each once', () => {
    expect({
      from: header('from'),
      to: header('to'),
      replyTo: header('reply-to'),
      messageId: header('message-id'),
      listId: header('list-id'),
      unsubscribe: header('list-unsubscribe'),
      post: header('list-unsubscribe-post'),
      archive: header('list-archive'),
      archivedAt: header('archived-at'),
      language: header('content-language'),
      feedback: header('feedback-id'),
      mime: header('mime-version'),
      dates: header('date').length,
      subjects: header('subject').length,
      auto: header('auto-submitted'),
    }).toEqual({
      from: [expect.stringMatching(/^=\?UTF-8\?B\?\S+\?= <newsletter@example\.org>$/u)],
      to: ['reader@example.org'],
      replyTo: ['editors@example.org'],
      messageId: [expect.stringMatching(/^<[0-9a-f]{32}@example\.org>$/u)],
      listId: [expect.stringMatching(/^("[ -~]+" )?<be\.vesnik\.example\.org>$/u)],
      unsubscribe: [
        expect.stringMatching(
          /^<https:\/\/vesnik\.example\.org\/u\/[\w-]{60}>,\s*<mailto:unsubscribe\+\S+@bounces\.example\.org\?subject=unsubscribe>$/u,
        ),
      ],
      post: ['List-Unsubscribe=One-Click'],
      archive: ['<https://vesnik.example.org/be/archive/>'],
      archivedAt: [`<https://vesnik.example.org/be/${issue}/>`],
      language: [expect.stringMatching(/^be/u)],
      feedback: [expect.stringMatching(new RegExp(`^${issue}:be:[\\w.-]+:example\\.org$`, 'u'))],
      mime: ['1.0'],
      ...{ dates: 1, subjects: 1, auto: [] },
    });
  });

  test('is read by a parser that we did not write: subject, text, HTML, embedded pictures', () => {
    expect(mail.subject).toContain('15–21 красавіка 2024');
    expect(mail.text).toContain('Захад гаворыць з Мінскам мовай патрабаванняў');
    expect(mail.html).toContain('<html');
    expect(
      mail.attachments.every(({ mimeType, contentId }) => mimeType === 'image/jpeg' && contentId !== undefined),
    ).toBe(true);
  });

  test('keeps the rules of the wire: lines of 998 octets at most, CRLF only, ASCII only in headers', () => {
    const text = source.toString('latin1');
    expect(Math.max(...text.split('\r\n').map(line => line.length))).toBeLessThanOrEqual(998);
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n\0]/u);
    expect(text.slice(0, text.indexOf('\r\n\r\n'))).toMatch(/^[\x20-\x7e\r\n\t]*$/u);
  });

  test('has no hole left and no real link of anybody', () => {
    for (const { placeholder } of Object.values(slots)) expect(mail.html).not.toContain(placeholder);
    const tokens = [...(mail.html ?? '').matchAll(/\/[up]\/([\w-]{60})/gu)].map(([, token = '']) => token);
    expect(tokens.length).toBeGreaterThan(0);
    expect(tokens.every(token => token.startsWith('sample-'))).toBe(true);
  });
});

test('render signs where DKIM is set, and the signature covers the unsubscribe headers', async () => {
  const folder = await temporaryFolder();
  const { privateKey, publicKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'der' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const keyFile = join(folder, 'dkim.pem');
  await writeFile(keyFile, privateKey);
  const env = { VESNIK_DKIM_DOMAIN: 'example.org', VESNIK_DKIM_SELECTOR: 'v1', VESNIK_DKIM_KEY_FILE: keyFile };
  await vesnik(['render', issue, '--list', 'ru', '--format', 'eml', '--out', 'signed.eml'], { folder, env });
  const source = await readFile(join(folder, 'signed.eml'));
  const { results } = await dkimVerify(source, {
    resolver: async name => {
      if (name !== 'v1._domainkey.example.org') throw new Error(name);
      return [[`v=DKIM1; k=rsa; p=${publicKey.toString('base64')}`]];
    },
  });
  expect(results.map(({ status }) => status.result)).toEqual(['pass']);
  expect(source.toString('latin1').replaceAll(/\s/gu, '')).toMatch(
    /;h=[^;]*:list-unsubscribe:list-unsubscribe-post[:;]/iu,
  );
});

describe('render', () => {
  test('writes to standard output what it would write to a file, and nothing beside it', async () => {
    const argv = ['render', issue, '--list', 'ru', '--format', 'text'];
    const { code, out, err } = await vesnik(argv);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('15–21 апреля 2024');
    const folder = await temporaryFolder();
    await vesnik([...argv, '--out', 'mail.txt'], { folder });
    expect(await readFile(join(folder, 'mail.txt'), 'utf8')).toBe(out);
  });

  test('takes --language for the list in that language', async () => {
    const [byLanguage, byList] = await Promise.all(
      [
        ['--language', 'be'],
        ['--list', 'be'],
      ].map(choice => vesnik(['render', issue, ...choice, '--format', 'html'])),
    );
    expect(byLanguage?.out).toBe(byList?.out);
  });

  test('shows what a list borrows, or goes without it', async () => {
    const argv = ['render', '2024-06-12', '--list', 'be', '--format', 'text'];
    const named = 'Беларусь і Арменія (арыгінал па-руску)';
    const borrowed = (await vesnik(argv)).out;
    expect(borrowed).toContain('Арыгінал па-руску');
    expect(borrowed).not.toContain(named);
    const skipped = (await vesnik([...argv, '--untranslated', 'skip'])).out;
    expect(skipped).not.toContain('Арыгінал па-руску');
    expect(skipped).toContain(named);
  });

  test.each([
    [['render', issue], 2, '--list en|be|ru|be-ru'],
    [['render', issue, '--list', 'fr'], 2, 'en, be, ru, be-ru'],
    [['render', '2024-04-16', '--list', 'be'], 2, '`2024-04-15`'],
    [['render', issue, '--list', 'be', '--form', 'plain'], 2, '--format text'],
  ])('refuses %j', async (argv, code, words) => {
    const ended = await vesnik(argv);
    expect(ended.code).toBe(code);
    expect(ended.err).toContain(words);
  });
});
