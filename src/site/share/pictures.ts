import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Library } from '#content/model.ts';
import { keepPicture, keptPictures } from '../kept-pictures.ts';
import type { SiteTree } from '../site-tree.ts';
import { everyCard, type ShareCard, sharePath } from './card.ts';

interface Folders {
  /** The built site. */
  readonly tree: SiteTree;
  /** Where drawn pictures wait for the next build; what no page names any more goes. */
  readonly kept: string;
}

/**
 * Draws the pictures of a library that no build before has drawn into the folder of kept ones. It may run beside a build: most of it
 * happens outside of JavaScript.
 */
export async function drawSharePictures(library: Library, kept: string): Promise<{ drawn: number }> {
  await mkdir(kept, { recursive: true });
  const known = await keptPictures(kept);
  const missing = [...cardsByName(library)].filter(([name]) => !known.has(name));
  await eachOfTwo(missing, ([name, card]) => draw(join(kept, name), card));
  return { drawn: missing.length };
}

/** Puts the picture of every card of a library where its path says, and draws those that are not there yet. */
export async function writeSharePictures(library: Library, { tree, kept }: Folders): Promise<{ drawn: number }> {
  const done = await drawSharePictures(library, kept);
  const names = new Set(cardsByName(library).keys());
  for (const name of names) tree.put(join(kept, name), `share/${name}`);
  for (const name of await readdir(kept)) if (!names.has(name)) await rm(join(kept, name), { force: true });
  return done;
}

const known = new WeakMap<Library, ReadonlyMap<string, ShareCard>>();

function cardsByName(library: Library): ReadonlyMap<string, ShareCard> {
  const cards =
    known.get(library) ?? new Map(everyCard(library).map(card => [sharePath(card).replace('/share/', ''), card]));
  known.set(library, cards);
  return cards;
}

async function draw(file: string, card: ShareCard): Promise<void> {
  // Its library alone takes longer to load than a build in which nothing is drawn.
  const { drawCard } = await import('./drawing.ts');
  await keepPicture(file, await drawCard(card));
}

/** Two at a time: the pixels of one are made in another thread while the text of the next is set. */
async function eachOfTwo<Thing>(things: readonly Thing[], work: (thing: Thing) => Promise<void>): Promise<void> {
  const left = things.values();
  const worker = async () => {
    for (const thing of left) await work(thing);
  };
  await Promise.all([worker(), worker()]);
}
