import type { Root } from 'mdast';
import { type AppPage, appPages } from './compiled-app.ts';
import type { KeptDrawings } from './kept-drawings.ts';
import type { KeptPages } from './kept-pages.ts';
import { parcelOf } from './library-parcel.ts';
import type { PackPlace } from './pack.ts';
import { type PageThreads, pageThreads } from './page-threads.ts';
import { type Pressed, press } from './press.ts';
import { noneTaken, shareOf, type Taken } from './shares.ts';
import type { Shelf } from './shelf.ts';
import type { SiteTree } from './site-tree.ts';

interface Together {
  /** The new site. */
  readonly tree: SiteTree;
  readonly take: KeptPages['take'];
  /** Is told what threads drew. */
  readonly add: KeptDrawings['add'];
}

interface Options extends Together {
  readonly shelf: Shelf;
  /** Where a text of it is kept. */
  readonly placeOf: (text: Root) => PackPlace | undefined;
  /** Where drawings, digests and texts are kept. */
  readonly kept: string;
  /** How many threads help. */
  readonly threads: number;
}

/** Makes every page of a site by the code in the folder `compiled`. */
export async function makePages(
  compiled: string,
  { shelf, placeOf, kept, tree, threads: helpers, ...together }: Options,
): Promise<Pressed> {
  const { library, digests, sounds, slices } = shelf;
  const taken = noneTaken();
  const order = {
    parcel: parcelOf(library, placeOf),
    goods: { digests, sounds, slices: await slices() },
    ...{ kept, compiled, tree: tree.path, taken },
  };
  const threads = pageThreads(order, helpers);
  try {
    return await makeTogether(await appPages(compiled), { tree, ...together, threads, taken });
  } finally {
    await threads.close();
  }
}

/** Makes pages together with threads that have the same ones. What a thread that broke off has left is made here. */
export async function makeTogether(
  pages: readonly AppPage[],
  { tree, take, add, threads, taken }: Together & { readonly threads: PageThreads; readonly taken: Taken },
): Promise<Pressed> {
  tree.makeWay(pages.map(({ file }) => file));
  threads.begin();
  const parts = [await press(shareOf(pages, taken), { tree, take })];
  for (const { pressed, drawn } of await threads.made()) {
    tree.adopt(pressed.files);
    add(drawn);
    parts.push(pressed);
  }
  const made = new Set(parts.flatMap(({ files }) => files));
  const left = pages.filter(({ file }) => !made.has(file));
  if (left.length > 0) parts.push(await press(left, { tree, take }));
  return {
    files: pages.map(({ file }) => file),
    kept: new Map(parts.flatMap(({ kept }) => [...kept])),
    pictures: parts.flatMap(({ pictures }) => pictures),
  };
}
