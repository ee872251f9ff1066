import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { clone } from './built-site.ts';
import { commentary, type SmallNewsletter, smallNewsletter, talkativePicture } from './small-newsletter.ts';

let newsletter: SmallNewsletter;
let workFolder: string;
let server: ChildProcess;
let port: number;

beforeAll(async () => {
  newsletter = await smallNewsletter();
  // Inside the clone: Astro finds its packages from there.
  await mkdir(join(clone, '.cache'), { recursive: true });
  workFolder = await mkdtemp(join(clone, '.cache/dev-test-'));
  const { VITEST: _, NODE_ENV: __, ...env } = process.env;
  server = fork(fileURLToPath(new URL('./dev-server.ts', import.meta.url)), [newsletter.root, workFolder], { env });
  const [message] = await once(server, 'message');
  port = z.object({ port: z.number() }).parse(message).port;
});
afterAll(async () => {
  const gone = once(server, 'exit');
  server.disconnect();
  await gone;
  await rm(workFolder, { recursive: true, force: true });
  await newsletter.remove();
});

async function visit(path: string): Promise<{ status: number; html: string }> {
  const response = await fetch(`http://127.0.0.1:${port}${path}`);
  return { status: response.status, html: await response.text() };
}

const soon = { timeout: 20_000, interval: 200 };

test('astro dev shows what is added, changed and deleted while it runs', async () => {
  expect(await visit('/en/2024-04-15/first/')).toMatchObject({ status: 200 });
  expect(await visit('/en/2024-04-15/added/')).toMatchObject({ status: 404 });

  const file = 'issues/2024-04-15/added.en.mdx';
  await newsletter.write('issues/2024-04-15/field.jpg', await talkativePicture());
  await newsletter.write(
    file,
    commentary({ title: 'Added', more: ['draft: true'], body: '<Figure src="./field.jpg" alt="A field" />' }),
  );
  await vi.waitFor(async () => {
    const { status, html } = await visit('/en/2024-04-15/added/');
    expect(status).toBe(200);
    expect(html).toContain('alt="A field"');
    expect(html).not.toContain('__ASTRO_IMAGE_');
  }, soon);

  await newsletter.write(file, commentary({ title: 'Changed', body: 'Other words.' }));
  await vi.waitFor(async () => expect((await visit('/en/2024-04-15/added/')).html).toContain('Other words.'), soon);
  expect((await visit('/en/2024-04-15/')).html).toContain('Changed');

  await rm(join(newsletter.root, 'content', file));
  await vi.waitFor(async () => expect((await visit('/en/2024-04-15/added/')).status).toBe(404), soon);
  expect((await visit('/en/2024-04-15/')).html).not.toContain('Changed');
});
