import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { openLibrary } from '#content/library.ts';
import { everyCard, type ShareCard, sharePath } from '#site/share/card.ts';
import { drawCard } from '#site/share/drawing.ts';
import { writeSharePictures } from '#site/share/pictures.ts';
import { siteTree } from '#site/site-tree.ts';
import { clone, testDay } from './built-site.ts';
import { smallNewsletter } from './small-newsletter.ts';

const card: ShareCard = {
  name: 'Далягляд',
  over: 'Беларусь і Захад',
  headline: 'Захад гаворыць з Мінскам мовай патрабаванняў, пошлін і забарон',
  period: '15–21 красавіка 2024',
  trend: { shape: 'improved', words: 'Сітуацыя палепшылася' },
};
const long = 'Міністры замежных спраў асудзілі саўдзел Мінска ў вайне, а Еўрапейскі савет папрасіў дадатковых пошлін. ';

/** How much of a strip of a picture is not paper. */
async function inkOf(picture: Buffer, top: number, height: number, left = 20, width = 1180): Promise<number> {
  const strip = await sharp(picture).extract({ left, top, width, height }).greyscale().raw().toBuffer();
  return strip.filter(value => value < 200).length;
}

test('the same card is the same bytes, of the size that is said', async () => {
  const [once, again] = [await drawCard(card), await drawCard(card)];
  expect(once.equals(again)).toBe(true);
  const { width, height, format } = await sharp(once).metadata();
  expect({ width, height, format }).toEqual({ width: 1200, height: 630, format: 'png' });
});

test('what a card says changes its picture and its path', async () => {
  const others: ShareCard[] = [
    { ...card, headline: 'Іншае' },
    { ...card, trend: { shape: 'worsened', words: 'Сітуацыя палепшылася' } },
    { ...card, isSquare: true },
  ];
  const drawn = await Promise.all([card, ...others].map(drawCard));
  expect(new Set(drawn.map(bytes => bytes.toString('base64'))).size).toBe(4);
  expect(new Set([card, ...others].map(sharePath)).size).toBe(4);
});

test.each([1, 2, 3, 6])('a headline of %i × 103 letters stays above the trend and inside the margins', async times => {
  const { trend, ...rest } = card;
  const picture = await drawCard({ ...rest, headline: long.repeat(times).trim() });
  expect(await inkOf(picture, 180, 340)).toBeGreaterThan(10_000);
  expect(await inkOf(picture, 526, 100)).toBe(0);
  expect(await inkOf(picture, 0, 630, 1150, 50)).toBe(0);
});

test('the picture of a withdrawn piece says so, and no trend', async () => {
  const { library } = await openLibrary({ root: clone, now: testDay, drafts: false });
  const cards = library === undefined ? [] : everyCard(library).filter(each => each.withdrawn !== undefined);
  expect(cards.map(each => each.withdrawn).toSorted()).toEqual([
    'This piece has been withdrawn.',
    'Гэты матэрыял адкліканы.',
    'Этот материал отозван.',
  ]);
  for (const each of cards) {
    expect(each.trend).toBeUndefined();
    expect(await inkOf(await drawCard(each), 526, 50, 64, 700)).toBeGreaterThan(2000);
  }
});

test('letters of all three languages are drawn, not left as boxes', async () => {
  const drawn = async (headline: string) => (await drawCard({ name: 'A', headline })).toString('base64');
  const letters = [...'ўіёъщґśžЎ№’«—'];
  const pictures = await Promise.all(letters.map(letter => drawn(letter)));
  // Every empty box is the same.
  expect(new Set(pictures).size).toBe(letters.length);
});

test('a picture is drawn once, and one that no page names any more goes', async () => {
  const newsletter = await smallNewsletter();
  const folder = await mkdtemp(join(tmpdir(), 'vesnik-share-'));
  const [dist, kept] = [join(folder, 'dist'), join(folder, 'kept')];
  const folders = { tree: siteTree(dist), kept };
  try {
    const { library } = await openLibrary({ root: newsletter.root, now: new Date('2024-05-01'), drafts: false });
    if (library === undefined) throw new TypeError('no library');
    const wanted = new Set(everyCard(library).map(each => sharePath(each).slice('/share/'.length)));
    expect(await writeSharePictures(library, folders)).toEqual({ drawn: wanted.size });
    expect(await writeSharePictures(library, folders)).toEqual({ drawn: 0 });
    expect((await readdir(join(dist, 'share'))).toSorted()).toEqual([...wanted].toSorted());
    // One file under two names: who writes into one has written into both.
    const [name = ''] = wanted;
    const bytes = await readFile(join(kept, name));
    await writeFile(join(dist, 'share', name), 'no picture any more');
    expect(await writeSharePictures(library, folders)).toEqual({ drawn: 1 });
    expect(await readFile(join(dist, 'share', name))).toEqual(bytes);
    expect(await writeSharePictures({ ...library, issues: [] }, folders)).toEqual({ drawn: 0 });
    expect(await readdir(kept)).toHaveLength(6);
  } finally {
    await rm(folder, { recursive: true });
    await newsletter.remove();
  }
});
