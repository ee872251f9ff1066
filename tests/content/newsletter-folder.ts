import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { onTestFinished } from 'vitest';

/** Fixtures of this room. */
export const fixtures = fileURLToPath(new URL('../fixtures/content/', import.meta.url));

/** The issue that single fixtures are put into. */
export const issue = '2024-04-15';

/**
 * A small newsletter of its own on disk, gone after the test: the base fixture with one issue that holds `picture.jpg` and
 * `sound.mp3`, and these files by their path below content/.
 */
export async function newsletterFolder(files: Readonly<Record<string, string | Uint8Array>> = {}): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'vesnik-content-'));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  await cp(join(fixtures, 'base'), root, { recursive: true });
  await writeFiles(root, {
    [`issues/${issue}/picture.jpg`]: await greySquare(),
    [`issues/${issue}/sound.mp3`]: silence(),
    ...files,
  });
  return root;
}

/** Writes files by their path below content/. */
export async function writeFiles(root: string, files: Readonly<Record<string, string | Uint8Array>>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    const file = join(root, 'content', path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }
}

/** A commentary with these lines in its front matter instead of the usual ones. */
export function commentary(fields: Readonly<Record<string, string>> = {}, body = 'Something happened.'): string {
  const all = {
    period: '2024-04-15/2024-04-21',
    topic: 'economy',
    title: 'Something happened in the economy',
    summary: 'A sentence about it.',
    ...fields,
  };
  const lines = Object.entries(all).map(([key, value]) => `${key}: ${value}`);
  return `---\n${lines.join('\n')}\n---\n\n${body}\n`;
}

export function greySquare(format: 'jpeg' | 'png' = 'jpeg', { width = 32, height = 24 } = {}): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background: '#777' } })
    .toFormat(format)
    .toBuffer();
}

/** About two and a half seconds of MPEG 1 layer III, 128 kbit/s, in which nothing is to be heard. */
export function silence(): Buffer {
  const frame = Buffer.alloc(417);
  frame.set([0xff, 0xfb, 0x90, 0x00]);
  return Buffer.concat(Array.from({ length: 100 }, () => frame));
}
