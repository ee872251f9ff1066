import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openLibrary } from '#content/library.ts';
import { lazyRoutes } from '#site/lazy-routes.ts';
import { openShelf } from '#site/open-shelf.ts';
import { keyed } from '#site/page-key.ts';
import { clone } from './built-site.ts';

const now = new Date('2026-01-01T00:00:00Z');

/** Puts the sample newsletter where pages look for their content. */
async function shelveSample(): Promise<void> {
  const { library } = await openLibrary({ root: clone, now, drafts: false });
  if (library === undefined) throw new TypeError('the sample has no library');
  const kept = await mkdtemp(join(tmpdir(), 'vesnik-page-key-'));
  const { shelf } = await openShelf(library, { now, kept, isDev: true });
  globalThis.vesnikShelf = async () => shelf;
  onTestFinished(async () => {
    globalThis.vesnikShelf = undefined;
    await rm(kept, { recursive: true });
  });
}

test('whoever asks a page for its routes again gets the same ones, and a view is made once for its key and its page', async () => {
  const made: string[] = [];
  const routesOf = keyed(({ issues }) =>
    lazyRoutes(
      issues,
      ({ id }) => ({ issue: id }),
      ({ id }) => {
        made.push(id);
        return { id, chrome: {} };
      },
    ),
  );
  await shelveSample();
  const ours = await routesOf();
  const astros = await routesOf();
  for (const [at, { cacheKey, params }] of ours.entries()) {
    expect(cacheKey).toMatch(/^[0-9a-f]{64}$/);
    expect(astros[at]?.props.view).toEqual({ id: params.issue, chrome: {} });
  }
  expect(made).toEqual(ours.map(({ params }) => params.issue));

  await shelveSample();
  expect(await routesOf(), 'another library, other routes').not.toBe(ours);
});
