import { availableParallelism } from 'node:os';
import type { LibraryParcel } from './library-parcel.ts';
import type { ShelfGoods } from './open-shelf.ts';
import type { PackPlace } from './pack.ts';
import type { Pressed } from './press.ts';
import type { Taken } from './shares.ts';
import { startThread } from './thread.ts';

/** What a thread is told: plain values. */
export interface PageOrder {
  readonly parcel: LibraryParcel;
  readonly goods: Omit<ShelfGoods, 'library'>;
  /** Where drawings, digests and texts are kept. */
  readonly kept: string;
  /** Folder of the compiled pages. */
  readonly compiled: string;
  /** Folder of the new site. */
  readonly tree: string;
  /** How many pages have been taken by whoever makes some. */
  readonly taken: Taken;
}

/** What a thread answers. */
export interface PagesMade {
  readonly pressed: Pressed;
  readonly drawn: ReadonlyMap<string, PackPlace>;
}

export interface PageThreads {
  /** Lets them write. */
  readonly begin: () => void;
  /** What every thread has made, once all pages are taken. Of a thread that broke off nothing is known. */
  readonly made: () => Promise<readonly PagesMade[]>;
  readonly close: () => Promise<void>;
}

/** Fewer issues are done sooner than a thread begins. */
const fewest = 100;

/** How many threads make pages beside this one: on two processors one, and each needs 120 MB. */
export function pageThreadsFor(issues: number): number {
  return issues < fewest ? 0 : Math.min(3, availableParallelism() - 1);
}

/** Threads that make pages, each its share. */
export function pageThreads(order: PageOrder, threads: number): PageThreads {
  const workers = Array.from({ length: threads }, () => {
    const worker = startThread(new URL('./page-thread.ts', import.meta.url), order);
    const { promise, resolve } = Promise.withResolvers<PagesMade | undefined>();
    worker.on('message', resolve);
    // A page that cannot be made is made again by whoever asked, and told of there.
    worker.on('error', () => resolve(undefined));
    worker.on('exit', () => resolve(undefined));
    return { worker, promise };
  });
  return {
    begin: () => {
      for (const { worker } of workers) worker.postMessage('begin');
    },
    made: async () => (await Promise.all(workers.map(({ promise }) => promise))).filter(made => made !== undefined),
    close: async () => {
      await Promise.all(workers.map(({ worker }) => worker.terminate()));
    },
  };
}
