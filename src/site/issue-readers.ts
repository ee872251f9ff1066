import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { FolderSetting } from '#content/issue-folder.ts';
import type { FolderRead } from '#content/issue-memory.ts';
import type { TextFacts } from './text-facts.ts';

/** What a thread is told: plain values. */
export type PlainSetting = Omit<FolderSetting, 'assets'>;

interface Packed<Text> {
  /** Of the folder before and after it was read. */
  readonly key: string;
  /** Without its texts. */
  readonly read: FolderRead;
  readonly texts: ReadonlyMap<string, { readonly facts: TextFacts; readonly text: Text }>;
}

/** What a thread answers; without `done` the folder is to be read by whoever asked. */
export interface ReadElsewhere {
  readonly id: string;
  readonly done?: Packed<Uint8Array>;
}

export interface IssueReaders<Text> {
  /** What a thread made of the folder; undefined where none took it, and none will any more. */
  readonly take: (id: string) => Promise<Packed<Text> | undefined>;
  /** Ends the threads. */
  readonly close: () => Promise<void>;
}

interface Options<Text> {
  readonly threads: number;
  /** Puts a text away until its issue is asked for. */
  readonly put: (bytes: Uint8Array) => Text;
}

/** Fewer are read sooner than a thread begins. */
const fewest = 100;
const atOnce = 8;

/** How many threads read beside this one: on two processors one, and each needs 100 MB. */
export function readersFor(issues: number): number {
  return issues < fewest ? 0 : Math.min(3, availableParallelism() - 1);
}

/**
 * Threads that read folders of issues from the last one on, while whoever asks reads them from the first one on; a folder that is
 * asked for and not begun yet is left to whoever asks.
 */
export function issueReaders<Text>(
  ids: readonly string[],
  { assets: _, ...setting }: FolderSetting,
  { threads, put }: Options<Text>,
): IssueReaders<Text> {
  const left = [...ids];
  const begun = new Map<string, PromiseWithResolvers<Packed<Text> | undefined>>();
  const giveUp = () => {
    left.length = 0;
    for (const { resolve } of begun.values()) resolve(undefined);
  };
  const workers = Array.from({ length: threads }, () => {
    const plain: PlainSetting = setting;
    const worker = new Worker(new URL('./issue-reader.ts', import.meta.url), { workerData: plain, execArgv: [] });
    let open = 0;
    const more = () => {
      const next = left.splice(-atOnce).reverse();
      for (const id of next) begun.set(id, Promise.withResolvers());
      open = next.length;
      if (open > 0) worker.postMessage(next);
    };
    worker.on('message', ({ id, done }: ReadElsewhere) => {
      begun.get(id)?.resolve(done && putAway(done, put));
      open -= 1;
      if (open === 0) more();
    });
    worker.on('error', giveUp);
    // Waits there until the thread has begun.
    more();
    return worker;
  });
  return {
    take: async id => {
      const thread = begun.get(id);
      if (thread === undefined) {
        const at = left.indexOf(id);
        if (at >= 0) left.splice(at, 1);
        return undefined;
      }
      const done = await thread.promise;
      begun.delete(id);
      return done;
    },
    close: async () => {
      giveUp();
      await Promise.all(workers.map(worker => worker.removeAllListeners('message').terminate()));
    },
  };
}

/** Half an archive would wait in memory else. */
function putAway<Text>(done: Packed<Uint8Array>, put: Options<Text>['put']): Packed<Text> | undefined {
  try {
    const texts = Array.from(done.texts, ([file, { facts, text }]) => [file, { facts, text: put(text) }] as const);
    return { ...done, texts: new Map(texts) };
  } catch {
    // The disk is full; whoever asks reads the folder again, and is told so.
    return undefined;
  }
}
