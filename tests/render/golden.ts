import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';

const folder = new URL('../golden/', import.meta.url);

/**
 * Compares with tests/golden/<name>. `UPDATE_GOLDEN=1 npx vitest run tests/render` writes the files anew: look at what changed
 * before committing them.
 */
export async function expectGolden(name: string, actual: string): Promise<void> {
  const file = fileURLToPath(new URL(name, folder));
  if (process.env.UPDATE_GOLDEN === '1') {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, actual);
  }
  const expected = await readFile(file, 'utf8').catch(() => '');
  expect(actual, `${name} differs from tests/golden; UPDATE_GOLDEN=1 accepts it`).toBe(expected);
}

const blocks =
  'p|h[1-6]|li|ul|ol|table|thead|tbody|tr|td|th|div|hr|img|blockquote|section|figure|figcaption|aside|pre|head|body|html|style|meta|title|br';
const opening = new RegExp(`<(?:${blocks})(?=[\\s>/])`, 'g');
const closing = new RegExp(`</(?:${blocks})>`, 'g');

/** HTML in short lines: each block on its own, attributes as they are. What differs between encoders of pictures is levelled. */
export function prettyHtml(html: string): string {
  return `${levelled(html)
    .replaceAll(opening, '\n$&')
    .replaceAll(closing, '$&\n')
    .replaceAll(/(<style[^>]*>)([^<]*)/g, (_, tag: string, rules: string) => tag + rules.replaceAll('}', '}\n'))
    .split('\n')
    .map(line => line.trim())
    .filter(Boolean)
    .join('\n')}\n`;
}

/** Picture names are hashes of JPEGs, whose bytes may differ from one machine to the next. */
export function levelled(text: string): string {
  const names = new Map<string, string>();
  return text.replaceAll(/\b[0-9a-f]{32,64}(?=@|\.jpg)/g, hash => {
    const name = names.get(hash) ?? `picture-${names.size + 1}`;
    names.set(hash, name);
    return name;
  });
}
