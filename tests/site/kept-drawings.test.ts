import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { keptDrawings } from '#site/kept-drawings.ts';

async function emptyFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'vesnik-kept-drawings-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

/** One build that draws a text under each key, and wants others; tells the HTML of all and which were drawn now. */
async function build(folder: string, texts: Readonly<Record<string, string>>, wanted: readonly string[] = []) {
  const drawings = await keptDrawings(folder);
  const drawn: string[] = [];
  for (const key of wanted) drawings.want(key);
  const html = Object.entries(texts).map(([key, text]) =>
    drawings.take(key, () => {
      drawn.push(key);
      return text;
    }),
  );
  await drawings.done();
  return { drawn, html };
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

test('a text that is wanted stays, though nobody takes it', async () => {
  const folder = await emptyFolder();
  const texts = { a: '<p>A</p>', b: '<p>B</p>' };
  await build(folder, texts);
  await build(folder, {}, ['a', 'never drawn']);
  expect(await build(folder, texts)).toEqual({ drawn: ['b'], html: Object.values(texts) });
});

test('without a key a text is drawn in any case', async () => {
  const drawings = await keptDrawings(await emptyFolder());
  expect(['1', '2'].map(html => drawings.take(undefined, () => html))).toEqual(['1', '2']);
  await drawings.done();
});

test('a list or a pack that was spoilt is not trusted', async () => {
  const folder = await emptyFolder();
  const texts = { a: '<p>A</p>' };
  await build(folder, texts);
  await writeFile(join(folder, 'list'), 'spoilt');
  expect(await build(folder, texts)).toEqual({ drawn: ['a'], html: ['<p>A</p>'] });
  for (const name of await readdir(folder)) if (name.endsWith('.pack')) await rm(join(folder, name));
  expect(await build(folder, texts)).toEqual({ drawn: ['a'], html: ['<p>A</p>'] });
});

test('packs of many builds are put together, and nothing is lost', async () => {
  const folder = await emptyFolder();
  const texts: Record<string, string> = {};
  for (let at = 0; at < 30; at += 1) {
    texts[`key ${at}`] = `<p>${at}</p>`;
    expect(await build(folder, texts)).toEqual({ drawn: [`key ${at}`], html: Object.values(texts) });
  }
  const packs = (await readdir(folder)).filter(name => name.endsWith('.pack'));
  expect(packs.length).toBeLessThan(27);
});
