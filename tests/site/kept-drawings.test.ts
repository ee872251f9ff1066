import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { keptBody } from '#site/bodies.ts';
import { keptDrawings } from '#site/kept-drawings.ts';

async function emptyFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'vesnik-kept-drawings-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

/** One build that draws a text under each key; tells the HTML of all and which were drawn now. */
async function build(cacheFolder: string, texts: Readonly<Record<string, string>>) {
  const drawings = await keptDrawings({
    cacheFolder,
    collection: 'texts',
    isApart: ({ pictures }) => pictures.length === 0,
  });
  const drawn: string[] = [];
  const taken = Object.entries(texts).map(([key, html]) =>
    drawings.take(key, () => {
      drawn.push(key);
      return { html, pictures: html.includes('<img') ? [{ src: './a.jpg', width: 5 }] : [] };
    }),
  );
  await drawings.done();
  return { drawn, html: taken.map(({ html, body }) => (body === undefined ? html : keptBody(body))) };
}

test('a text is drawn once as long as its key stays the same', async () => {
  const folder = await emptyFolder();
  const texts = { a: '<p>А</p>', b: '<img>', c: '', d: '<p>А</p>' };
  expect(await build(folder, texts)).toEqual({ drawn: ['a', 'b', 'c', 'd'], html: Object.values(texts) });
  expect(await build(folder, texts)).toEqual({ drawn: [], html: Object.values(texts) });
  const { a: _, ...others } = texts;
  expect(await build(folder, { e: '<p>E</p>', ...others })).toEqual({
    drawn: ['e'],
    html: ['<p>E</p>', ...Object.values(others)],
  });
  // What a build does not name is forgotten.
  expect((await build(folder, texts)).drawn).toEqual(['a']);
});

test('without a key a text is drawn in any case', async () => {
  const drawings = await keptDrawings({ cacheFolder: await emptyFolder(), collection: 'texts', isApart: () => true });
  const taken = ['1', '2'].map(html => drawings.take(undefined, () => ({ html, pictures: [] })));
  expect(taken.map(({ body = '' }) => keptBody(body))).toEqual(['1', '2']);
  await drawings.done();
  expect(() => keptBody('texts/nothing')).toThrow(RangeError);
});

test('a list or a pack that was spoilt is not trusted', async () => {
  const folder = await emptyFolder();
  const texts = { a: '<p>A</p>' };
  await build(folder, texts);
  await writeFile(join(folder, 'drawn/texts/list'), 'spoilt');
  expect(await build(folder, texts)).toEqual({ drawn: ['a'], html: ['<p>A</p>'] });
  for (const name of await readdir(join(folder, 'drawn/texts')))
    if (name.endsWith('.pack')) await rm(join(folder, 'drawn/texts', name));
  expect(await build(folder, texts)).toEqual({ drawn: ['a'], html: ['<p>A</p>'] });
});

test('packs of many builds are put together, and nothing is lost', async () => {
  const folder = await emptyFolder();
  const texts: Record<string, string> = {};
  for (let at = 0; at < 30; at += 1) {
    texts[`key ${at}`] = `<p>${at}</p>`;
    expect(await build(folder, texts)).toEqual({ drawn: [`key ${at}`], html: Object.values(texts) });
  }
  const packs = (await readdir(join(folder, 'drawn/texts'))).filter(name => name.endsWith('.pack'));
  expect(packs.length).toBeLessThan(27);
});
