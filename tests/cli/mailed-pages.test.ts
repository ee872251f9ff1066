import { readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openNewsroom } from './newsroom.ts';

const nextIssue = '2031-01-06';

describe('a commentary that was mailed', async () => {
  const { issue, root, vesnik } = await openNewsroom();
  const folder = join(root, 'content/issues', issue);
  const pieces = (await readdir(folder)).filter(name => name.endsWith('.mdx') && !name.startsWith('issue.'));
  const slug = pieces[0]?.replace(/\..*$/u, '') ?? '';

  test('cannot be renamed without an alias: the next issue is not mailed', async () => {
    expect((await vesnik(['send', issue, '--skip', 'web', '--yes'])).code).toBe(0);
    await vesnik(['new', nextIssue]);
    for (const name of pieces) {
      const text = await readFile(join(folder, name), 'utf8');
      const next = text
        .replace(/^period:.*$/mu, `period: ${nextIssue}/2031-01-12`)
        .replace(/^title: (.*)$/mu, 'title: Зусім новы тыдзень')
        .replace(/^published:.*\n/mu, '');
      await writeFile(join(root, 'content/issues', nextIssue, name), `${next}\n`);
      await rename(join(folder, name), join(folder, name.replace(slug, 'renamed')));
    }
    const { code, out } = await vesnik(['send', nextIssue, '--skip', 'web', '--dry-run', '--at', '2031-01-20T09:00']);
    expect(out).toMatch(/\[lost-page\]/u);
    expect(out).toContain(`aliases: [${issue}/${slug}]`);
    expect(code).toBe(1);
  });

  test('can be renamed with one', async () => {
    for (const name of pieces) {
      const file = join(folder, name.replace(slug, 'renamed'));
      const text = await readFile(file, 'utf8');
      await writeFile(file, text.replace(/^topic:/mu, `aliases: [${issue}/${slug}]\ntopic:`));
    }
    const { out } = await vesnik(['send', nextIssue, '--skip', 'web', '--dry-run', '--at', '2031-01-20T09:00']);
    expect(out).not.toMatch(/\[lost-page\]/u);
    expect(out).toContain('5 recipients');
  });
});
