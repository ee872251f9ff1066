import { availableParallelism } from 'node:os';
import { setImmediate } from 'node:timers/promises';
import type { FolderSetting } from '#content/issue-folder.ts';
import type { FolderRead } from '#content/issue-memory.ts';
import { type Claims, claim, noneClaimed } from './shares.ts';
import type { TextFacts } from './text-facts.ts';
import { startThread } from './thread.ts';

/** What a thread is told: plain values. */
export interface ReadOrder {
  readonly ids: readonly string[];
  readonly setting: Omit<FolderSetting, 'assets'>;
  /** Which of the folders somebody reads. */
  readonly claims: Claims;
}

interface Packed<Text> {
  /** Of the folder before and after it was read. */
  readonly key: string;
  /** Without its texts. */
  readonly read: FolderRead;
  readonly texts: ReadonlyMap<string, { readonly facts: TextFacts; readonly text: Text }>;
}

/** What a thread answers; without `done` the folder is to be read by whoever asked. */
export interface ReadElsewhere {
  /** Its place among all. */
  readonly at: number;
  readonly done?: Packed<Uint8Array>;
}

export interface IssueReaders<Text> {
  /** What a thread made of the folder; undefined where none has begun it, and none will any more. */
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
  const order: ReadOrder = { ids, setting, claims: noneClaimed(ids.length) };
  const places = new Map(ids.map((id, at) => [id, at]));
  const answers = new Map(ids.map((_, at) => [at, Promise.withResolvers<Packed<Text> | undefined>()]));
  const giveUp = () => {
    for (const { resolve } of answers.values()) resolve(undefined);
  };
  const workers = Array.from({ length: threads }, () => {
    const worker = startThread(new URL('./issue-reader.ts', import.meta.url), order);
    worker.on('message', ({ at, done }: ReadElsewhere) => answers.get(at)?.resolve(done && putAway(done, put)));
    worker.on('error', giveUp);
    return worker;
  });
  return {
    take: async id => {
      // Lets in what threads have answered: whoever asks works without a pause.
      await setImmediate();
      const at = places.get(id);
      if (at === undefined || claim(order.claims, at)) return undefined;
      const done = await answers.get(at)?.promise;
      // Nobody asks twice, and what is read would stay in memory.
      answers.delete(at);
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
