import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openNewsroom } from './newsroom.ts';

describe('an issue that is finished before its day', async () => {
  const room = await openNewsroom();
  const { issue, relay, root, vesnik } = room;
  const folder = join(root, 'content/issues', issue);
  for (const name of await readdir(folder)) {
    if (!name.endsWith('.mdx') || name.startsWith('issue.')) continue;
    const text = await readFile(join(folder, name), 'utf8');
    await writeFile(join(folder, name), text.replace(/^topic:/mu, 'published: 2099-01-05T09:00+02:00\ntopic:'));
  }

  test('is drawn by render', async () => {
    const { code, out } = await vesnik(['render', issue, '--list', 'be', '--format', 'text']);
    expect(code).toBe(0);
    expect(out.length).toBeGreaterThan(500);
  });

  test('is looked at by check, mails too', async () => {
    const { out } = await vesnik(['check', issue]);
    expect(out).toContain(`Mails of ${issue}`);
  });

  test('is sent as a test', async () => {
    const { code } = await vesnik(['send', issue, '--to', 'editor@example.org', '--list', 'be']);
    expect(code).toBe(0);
    expect(relay.taken.map(({ to }) => to)).toEqual([['editor@example.org']]);
  });

  test('is not mailed before its moment, and the refusal says when that is, in the newsletter’s time', async () => {
    const { code, err } = await vesnik(['send', issue, '--skip', 'web', '--yes']);
    expect(code).toBe(2);
    expect(err).toContain('held back until January 5, 2099');
    expect(err).toContain('--at');
    expect(relay.taken).toHaveLength(1);
  });
});
