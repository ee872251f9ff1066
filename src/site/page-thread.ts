/** Makes its share of a site's pages in a thread of its own for page-threads.ts. */
import { once } from 'node:events';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { appPages } from './compiled-app.ts';
import { openParcel } from './library-parcel.ts';
import { openShelfAgain } from './open-shelf.ts';
import type { PageOrder, PagesMade } from './page-threads.ts';
import { press } from './press.ts';
import { shareOf } from './shares.ts';
import { siteTree } from './site-tree.ts';

const { parcel, goods, kept, compiled, tree, taken }: PageOrder = workerData;
const { shelf, drawn } = await openShelfAgain({ ...goods, library: openParcel(parcel, join(kept, 'issues')) }, kept);
globalThis.vesnikShelf = async () => shelf;
const pages = await appPages(compiled);
if (parentPort !== null) await once(parentPort, 'message');
const pressed = await press(shareOf(pages, taken), { tree: siteTree(tree), take: () => undefined });
const made: PagesMade = { pressed, drawn: drawn() };
parentPort?.postMessage(made);
