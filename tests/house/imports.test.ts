import { glob, readFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { describe, expect, test } from 'vitest';
import { forbiddenImport, importTable } from './import-table.ts';

const source = join(import.meta.dirname, '../../src');

/** Static, dynamic, type and re-exporting imports of a file, `.astro` front matter included. */
function specifiersOf(text: string): string[] {
  const pattern = /(?:\bfrom\s*|\bimport\s*\(\s*|\bimport\s+)(['"])([^'"]+)\1/g;
  return [...text.matchAll(pattern)].flatMap(match => (match[2] === undefined ? [] : [match[2]]));
}

async function sourceFiles(): Promise<string[]> {
  const found: string[] = [];
  for await (const file of glob('**/*.{ts,astro,js,mjs}', { cwd: source })) found.push(file.split(sep).join('/'));
  return found.sort();
}

describe('the rooms', () => {
  test('import only what the table allows', async () => {
    const faults: string[] = [];
    for (const file of await sourceFiles()) {
      for (const specifier of specifiersOf(await readFile(join(source, file), 'utf8'))) {
        const fault = forbiddenImport(file, specifier);
        if (fault !== undefined) faults.push(fault);
      }
    }
    expect(faults).toEqual([]);
  });

  test('are the ones of the table, and every file stands in one', async () => {
    const rooms = new Set((await sourceFiles()).filter(file => file.includes('/')).map(file => file.split('/')[0]));
    expect([...rooms].sort()).toEqual(Object.keys(importTable).sort());
    expect((await sourceFiles()).filter(file => !file.includes('/'))).toEqual(['errors.ts', 'slots.ts']);
  });

  test('have no utils, helpers, lib or common, and no index files', async () => {
    // A catalogue's common words are words, not an attic.
    const attics = (await sourceFiles()).filter(
      file => /(^|\/)(utils?|helpers?|lib|common)(\/|\.)/.test(file) && !file.startsWith('i18n/messages/'),
    );
    expect(attics).toEqual([]);
    // `index` is a route's name in Astro's pages folder and nowhere else.
    const barrels = (await sourceFiles()).filter(
      file => /(^|\/)index\.[a-z]+$/.test(file) && !file.startsWith('site/pages/'),
    );
    expect(barrels).toEqual([]);
  });
});

describe('the table', () => {
  test.each([
    ['content/parse.ts', "import { open } from '#store/open.ts';", 'content may not import store'],
    ['site/pages/index.astro', "---\nimport { open } from '#store/open.ts';\n---\n<p />", 'site may not import store'],
    ['store/open.ts', "const { parse } = await import('#content/parse.ts');", 'store may not import content'],
    ['delivery/mime.ts', "export { renderVariant } from '#render/mail.ts';", 'delivery may not import render'],
    ['render/mail.ts', "import type { Store } from '#store/open.ts';", 'render may not import store'],
    ['render/mail.ts', "import { x } from '../content/parse.ts';", 'leaves its room'],
    ['render/mail.ts', "import { x } from '#render/web.ts';", 'inside a room write ./web.ts'],
    ['cli/main.ts', "import '#site/content.config.ts';", 'only site/build.ts'],
    ['store/open.ts', "import { slots } from '#slots.ts';", 'store may not import slots.ts'],
    ['errors.ts', "import { slots } from '#slots.ts';", 'a file of the hallway imports nothing'],
  ])('refuses in %s: %s', (file, text, reason) => {
    const faults = specifiersOf(text).map(specifier => forbiddenImport(file, specifier));
    expect(faults.join()).toContain(reason);
  });

  test.each([
    ['content/parse.ts', "import { languages } from '#i18n/languages.ts';"],
    ['content/parse.ts', "import { block } from './blocks.ts';"],
    ['site/pages/[lang]/index.astro', "import Base from '../../layouts/Base.astro';"],
    ['cli/commands/send.ts', "import { output } from '../output.ts';"],
    ['store/open.ts', "import { VesnikError } from '#errors.ts';"],
    ['store/open.ts', "import Database from 'better-sqlite3';"],
  ])('lets %s have %s', (file, text) => {
    const specifiers = specifiersOf(text);
    expect(specifiers).toHaveLength(1);
    expect(specifiers.map(specifier => forbiddenImport(file, specifier))).toEqual([undefined]);
  });
});
