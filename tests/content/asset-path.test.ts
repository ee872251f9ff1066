import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findAsset } from '#content/asset-path.ts';
import { issue, newsletterFolder } from './newsletter-folder.ts';

async function folder(): Promise<{ root: string; home: string }> {
  const root = await newsletterFolder();
  return { root, home: join(root, 'content/issues', issue) };
}

async function ruleOf(home: string, src: string): Promise<string> {
  const found = await findAsset(home, src, ['jpg', 'png']);
  return found.ok ? 'found' : found.fault.rule;
}

test('a file beside the text is found, one in a folder below too', async () => {
  const { home } = await folder();
  await mkdir(join(home, 'maps'));
  await writeFile(join(home, 'maps/north.png'), '');
  expect(await findAsset(home, './picture.jpg', ['jpg'])).toEqual({ ok: true, file: join(home, 'picture.jpg') });
  expect(await ruleOf(home, './maps/north.png')).toBe('found');
});

test('a symbolic link out of the issue is refused, one inside of it is the file that it leads to', async () => {
  const { root, home } = await folder();
  await writeFile(join(root, 'secret.jpg'), 'secret');
  await symlink(join(root, 'secret.jpg'), join(home, 'linked.jpg'));
  await symlink('picture.jpg', join(home, 'again.jpg'));
  await symlink(root, join(home, 'way'));
  expect(await ruleOf(home, './linked.jpg')).toBe('path-outside');
  expect(await ruleOf(home, './way/secret.jpg')).toBe('path-outside');
  expect(await ruleOf(home, './again.jpg')).toBe('found');
});

test('a symbolic link that leads nowhere is a missing file', async () => {
  const { home } = await folder();
  await symlink('nowhere.jpg', join(home, 'dangling.jpg'));
  expect(await ruleOf(home, './dangling.jpg')).toBe('missing-file');
});

test('whatever is found lies in the folder', async () => {
  const { home } = await folder();
  const pieces = fc.constantFrom(
    '.',
    '..',
    '/',
    '\\',
    'picture',
    '.jpg',
    '%2e',
    ' ',
    'C:',
    '~',
    '\0',
    'ы',
    './',
    '../',
  );
  await fc.assert(
    fc.asyncProperty(fc.array(pieces, { maxLength: 6 }), async parts => {
      const found = await findAsset(home, parts.join(''), ['jpg']);
      if (found.ok) expect(found.file).toBe(join(home, 'picture.jpg'));
    }),
    { numRuns: 500 },
  );
});
