import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { takeWorkFolder } from '#site/work-folder.ts';
import { clone } from './built-site.ts';

let contentRoot: string;
let kept = '';
beforeAll(async () => {
  contentRoot = await mkdtemp(join(tmpdir(), 'vesnik-newsletter-'));
});

test('a second build of the same newsletter works beside the first and leaves nothing', async () => {
  const first = await takeWorkFolder(contentRoot);
  kept = first.path;
  const second = await takeWorkFolder(contentRoot);
  expect(second.path).not.toBe(first.path);
  expect(existsSync(second.path)).toBe(true);
  await second.release();
  expect(existsSync(second.path)).toBe(false);
  await first.release();
  const third = await takeWorkFolder(contentRoot);
  expect(third.path).toBe(first.path);
  await third.release();
});

test('the folder of a build that was killed is taken over', async () => {
  const { pid } = spawnSync(process.execPath, ['--eval', '']);
  await writeFile(join(kept, 'lock'), String(pid));
  const next = await takeWorkFolder(contentRoot);
  expect(next.path).toBe(kept);
  await next.release();
});

test('the folder of a build that begins just now is left alone, though nothing says yet whose it is', async () => {
  await writeFile(join(kept, 'newsletter'), '');
  const other = await takeWorkFolder(clone);
  await other.release();
  expect(existsSync(kept)).toBe(true);
  await writeFile(join(kept, 'newsletter'), contentRoot);
});

test('the folder of a newsletter that is gone goes too', async () => {
  await rm(contentRoot, { recursive: true });
  expect(existsSync(kept)).toBe(true);
  const other = await takeWorkFolder(clone);
  await other.release();
  expect(existsSync(kept)).toBe(false);
});
