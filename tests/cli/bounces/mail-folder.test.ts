import { mkdir, readdir, symlink, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openSource } from '#cli/bounces/opened-source.ts';
import { temporaryFolder } from '../command-line.ts';

const folder = await temporaryFolder();
const never = new AbortController().signal;

/** Reads all of it: a mail with `report` in it was applied, any other is for a person. */
async function take(path: string, keeps = false): Promise<string[]> {
  const source = await openSource(path, 'given', keeps);
  const texts: string[] = [];
  for await (const mail of source.mails(never)) {
    texts.push(Buffer.from(mail.bytes).toString());
    await (texts.at(-1)?.includes('report') ? mail.remove() : mail.leave());
  }
  return texts;
}

test('of a folder the .eml files are read and what was applied is deleted; no other name, no link, no folder is touched', async () => {
  const box = join(folder, 'eml');
  await mkdir(join(box, 'sub.eml'), { recursive: true });
  await writeFile(join(folder, 'outside.eml'), 'report outside');
  await symlink(join(folder, 'outside.eml'), join(box, 'link.eml'));
  await writeFile(join(box, '1.eml'), 'report 1');
  await writeFile(join(box, '2.EML'), 'From x\nreport 2');
  await writeFile(join(box, '3.eml'), 'Dear editors');
  await writeFile(join(box, 'thesis.txt'), 'report');
  expect(await take(box, true)).toEqual(['report 1', 'report 2', 'Dear editors']);
  expect(await readdir(box)).toHaveLength(6);
  expect(await take(box)).toEqual(['report 1', 'report 2', 'Dear editors']);
  expect((await readdir(box)).sort()).toEqual(['3.eml', 'link.eml', 'sub.eml', 'thesis.txt']);
  expect(await readdir(folder)).toContain('outside.eml');
});

test('of a Maildir new and cur are read, tmp is not', async () => {
  const box = join(folder, 'Maildir');
  for (const name of ['new', 'cur', 'tmp']) await mkdir(join(box, name), { recursive: true });
  await writeFile(join(box, 'new/1713776400.M1.host'), 'report new');
  await writeFile(join(box, 'cur/1713776401.M1.host:2,S'), 'report cur');
  await writeFile(join(box, 'tmp/1713776402.M1.host'), 'report tmp');
  expect((await take(box)).sort()).toEqual(['report cur', 'report new']);
  expect(await readdir(join(box, 'tmp'))).toHaveLength(1);
});

test('a file that another run has just removed is no trouble, and of 50 MB the first is read', async () => {
  const box = join(folder, 'rivals');
  await mkdir(box);
  await writeFile(join(box, '1.eml'), Buffer.alloc(50_000_000, 'report '));
  await writeFile(join(box, '2.eml'), 'report 2');
  const source = await openSource(box, 'given', false);
  const sizes: number[] = [];
  for await (const mail of source.mails(never)) {
    sizes.push(mail.bytes.length);
    await unlink(join(box, '1.eml'));
    await unlink(join(box, '2.eml'));
    await mail.remove();
  }
  expect([sizes, source.troubles]).toEqual([[1024 * 1024], []]);
});

test('what is not there is refused with words on what may be given', async () => {
  await expect(openSource(join(folder, 'nowhere'), 'nowhere', false)).rejects.toMatchObject({
    code: 'no-mails',
    message: 'There is no file and no folder nowhere that this user may read.',
  });
  await writeFile(join(folder, 'empty'), '');
  expect(await take(join(folder, 'empty'))).toEqual([]);
});
