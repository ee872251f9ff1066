import { glob, readFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { expect, test } from 'vitest';

const source = join(import.meta.dirname, '../../src');

// Whoever opens a seal or a link with the ring at hand does not know a key that was made a moment ago.
test('what was sealed is opened through live-keys.ts, which knows new keys', async () => {
  const openers: string[] = [];
  for await (const file of glob('**/*.ts', { cwd: source })) {
    const text = await readFile(join(source, file), 'utf8');
    if (/import \{[^}]*\b(openAddress|openLinkToken|openBounceToken|openLeavingToken)\b/.test(text))
      openers.push(file.split(sep).join('/'));
  }
  // reseal.ts has just made the newest key.
  expect(openers.sort()).toEqual(['store/live-keys.ts', 'store/reseal.ts']);
});
