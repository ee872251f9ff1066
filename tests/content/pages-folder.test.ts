import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { reservedPages } from '#content/pages-folder.ts';

const routes = fileURLToPath(new URL('../../src/site/pages/[lang]/', import.meta.url));

it('lets no page of the newsletter stand where the site has one of its own', async () => {
  const own = (await readdir(routes)).filter(name => !name.startsWith('['));
  const names = own.map(name => name.replace(/\..*$/, ''));
  expect(names).toContain('trends');
  for (const name of names) expect(reservedPages, name).toContain(name);
});
