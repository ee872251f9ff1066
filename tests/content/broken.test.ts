import { cp, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkContent } from '#content/check.ts';
import { formatProblems } from '#content/problem-format.ts';
import { fixtures, issue, newsletterFolder, writeFiles } from './newsletter-folder.ts';

// Drop `broken/x.mdx` (or `x.be.mdx`, or a folder laid over the base newsletter) with `x.expected.txt`, get a test.
const folder = join(fixtures, 'broken');
const now = new Date('2024-12-01T00:00:00Z');

for (const entry of await readdir(folder, { withFileTypes: true })) {
  const { name } = entry;
  if (name.endsWith('.expected.txt')) continue;
  test(`everything that is wrong with ${name} is said at once, in order`, async () => {
    const root = await newsletterFolder();
    if (entry.isDirectory()) await cp(join(folder, name), root, { recursive: true });
    else await writeFiles(root, { [`issues/${issue}/${fileName(name)}`]: await readFile(join(folder, name)) });
    const said = formatProblems(await checkContent({ root, now }));
    expect(said).not.toBe('');
    await expect(said).toMatchFileSnapshot(join(folder, `${name.replace(/\.mdx$/, '')}.expected.txt`));
  });
}

function fileName(name: string): string {
  return /\.(?:en|be|ru)\.mdx$/.test(name) ? name : name.replace(/\.mdx$/, '.en.mdx');
}
