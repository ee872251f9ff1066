import { mkdtemp, readdir, rm, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { areThere, forgetPacks, packWriter, unpack } from '#site/pack.ts';

async function emptyFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'vesnik-pack-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

test('what was put into a pack is found at its place, the empty too', async () => {
  const folder = await emptyFolder();
  const writer = packWriter(folder);
  const texts = ['Прывітанне', '', 'third'];
  const places = texts.map(text => writer.put(Buffer.from(text)));
  writer.close();
  expect(places.map(place => unpack(folder, place).toString())).toEqual(texts);
  expect(areThere(folder, places)).toBe(true);
  expect(await readdir(folder)).toHaveLength(1);
});

test('a writer without anything to write makes no file', async () => {
  const folder = await emptyFolder();
  packWriter(folder).close();
  expect(await readdir(folder)).toEqual([]);
});

test('a pack that was cut off or is gone is not there', async () => {
  const folder = await emptyFolder();
  const writer = packWriter(folder);
  const place = writer.put(Buffer.from('some words'));
  writer.close();
  await truncate(join(folder, place.pack), 5);
  expect(areThere(folder, [place])).toBe(false);
  expect(() => unpack(folder, place)).toThrow(RangeError);
  await forgetPacks(folder, []);
  expect(await readdir(folder)).toEqual([]);
  expect(areThere(folder, [place])).toBe(false);
});
