import { appendFile, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { mboxFile } from '#cli/bounces/mbox-file.ts';
import { splitMbox } from '#cli/bounces/mbox-split.ts';
import { temporaryFolder } from '../command-line.ts';

const line = 'From MAILER-DAEMON Mon Apr 22 09:00:00 2024\n';
const folder = await temporaryFolder();

/** The mails of a text that comes in chunks of so many bytes. */
async function split(text: string, { chunk = 7, most = 1000 } = {}): Promise<string[]> {
  const bytes = Buffer.from(text, 'latin1');
  async function* chunks(): AsyncGenerator<Buffer> {
    for (let at = 0; at < bytes.length; at += chunk) yield bytes.subarray(at, at + chunk);
  }
  const mails = await Array.fromAsync(splitMbox(chunks(), most));
  let end = 0;
  for (const mail of mails) {
    // They cover the file without a gap: what is for a person is copied by these places.
    expect(mail.start).toBe(end);
    end = mail.end;
  }
  expect(end).toBe(bytes.length);
  return mails.map(({ bytes: mail }) => mail.toString('latin1'));
}

test.each([
  ['two mails', `${line}A: 1\n\none\n\n${line}B: 2\n\ntwo\n`, ['A: 1\n\none\n\n', 'B: 2\n\ntwo\n']],
  ['CRLF', `${line}A: 1\r\n\r\none\r\n\r\n${line}B: 2\r\n`, ['A: 1\r\n\r\none\r\n\r\n', 'B: 2\r\n']],
  ['quoted lines', `${line}\n>From me\n>>From you\n> From\n`, ['\nFrom me\n>From you\n> From\n']],
  ['From without an empty line before', `${line}A: 1\n\none\n${line}two\n`, [`A: 1\n\none\n${line}two\n`]],
  [
    'From without a moment',
    `${line}\n\nFrom here on all is well in 2024\n`,
    ['\n\nFrom here on all is well in 2024\n'],
  ],
  ['a first line without a moment', 'From somebody\nA: 1\n', ['A: 1\n']],
  ['a zone before the year', `${line}one\n\nFrom a@b.example Mon Apr 22 09:00 +0300 2024\ntwo\n`, ['one\n\n', 'two\n']],
  ['no From at all', 'A: 1\n\none\n', ['A: 1\n\none\n']],
  ['no line end', `${line}A: 1`, ['A: 1']],
  ['nothing', '', []],
] as const)('an mbox is split as it is read: %s', async (_name, text, mails) => {
  for (const chunk of [1, 7, 10_000]) expect(await split(text, { chunk })).toEqual(mails);
});

test('what was stuffed into a long line is no mail, and no more of a mail is kept than wanted', async () => {
  const long = `${line}${'x'.repeat(200_000)}\n\n${line}two\n`;
  expect((await split(long, { chunk: 65_536 })).map(({ length }) => length)).toEqual([1000, 4]);
  expect(await split(`${line}A\n\nFrom ${'x'.repeat(2000)} 09:00:00 2024\n`, { most: 10_000 })).toHaveLength(1);
});

const never = new AbortController().signal;

test('an mbox is put aside while it is read and deleted at its end; what is for a person goes whole to .left', async () => {
  const file = join(folder, 'box');
  const letter = `Subject: hello\n\n${'ў'.repeat(1_500_000)}\n>From me\n\n`;
  await writeFile(file, `${line}report 1\n\n${line}${letter}${line}report 2\n`);
  for await (const mail of mboxFile(file, { keeps: false }).mails(never)) {
    await (Buffer.from(mail.bytes).includes('report') ? mail.remove() : mail.leave());
    // The mail server goes on meanwhile.
    if (Buffer.from(mail.bytes).includes('report 1')) await appendFile(file, `${line}report 3\n`);
  }
  expect((await readdir(folder)).filter(name => name.startsWith('box'))).toEqual(['box.left']);
  expect(await readFile(join(folder, 'box.left'), 'utf8')).toBe(line + letter);
  expect((await stat(join(folder, 'box.left'))).mode & 0o077).toBe(0);
});

test('a run that was stopped, or died, is made good by the next, and keeping changes no file', async () => {
  const file = join(folder, 'stopped');
  await writeFile(file, `${line}report 1\n\n${line}Dear editors\n`);
  for (const keeps of [true, false]) {
    for await (const mail of mboxFile(file, { keeps }).mails(never)) {
      await mail.remove();
      break;
    }
  }
  expect((await readdir(folder)).filter(name => name.startsWith('stopped'))).toEqual(['stopped.reading']);
  await writeFile(file, `${line}report 2\n`);
  const texts: string[] = [];
  for await (const mail of mboxFile(file, { keeps: false }).mails(never)) {
    texts.push(Buffer.from(mail.bytes).toString());
    await mail.remove();
  }
  expect(texts).toEqual(['report 1\n\n', 'Dear editors\n', 'report 2\n']);
  expect((await readdir(folder)).filter(name => name.startsWith('stopped'))).toEqual([]);
});
