import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { SigningKey } from './dkim-key.ts';
import { type SignText, signInPool } from './dkim-signature.ts';

/** Texts to sign, each with the place of its key among `keys`. */
export interface ToSign {
  readonly keys: readonly SigningKey[];
  readonly texts: readonly (readonly [key: number, text: string])[];
}

/** Signatures in base64, in the order of the texts; or why there are none. */
export type FromSigner = { readonly signatures: readonly string[] } | { readonly failure: string };

export interface SigningThreads {
  readonly sign: SignText;
  /** Ends the threads; nothing is being signed any more. */
  close(): Promise<void>;
}

interface Job {
  readonly key: SigningKey;
  readonly text: string;
  readonly resolve: (signature: string) => void;
  readonly reject: (error: Error) => void;
}

interface Thread {
  readonly worker: Worker;
  /** Handed to it and not answered, in order. */
  readonly batches: (readonly Job[])[];
}

// A thread takes 60 ms to start and 10 MB, more than a few signatures are worth.
const worthAThread = 16;
// One batch is signed while the next one lies ready: in the pool of libuv each signature waited until this thread had seen the last one.
const batchesAhead = 2;
const longestBatch = 8;
const limits = { maxYoungGenerationSizeMb: 2, maxOldGenerationSizeMb: 32 } as const;

/**
 * Signs on threads of their own, as many as there are processors, once so many texts wait that they pay; before that in the pool of libuv.
 * Texts go to them in batches: a message between threads costs as much as a tenth of a signature.
 */
export function createSigningThreads(count: number = availableParallelism()): SigningThreads {
  const waiting: Job[] = [];
  const threads: Thread[] = [];
  let isDealing = false;
  let inPool = 0;
  let isClosed = false;

  // What it had is signed in the pool: a mailing need not end for want of a thread.
  const lose = (thread: Thread): void => {
    isClosed = true;
    const at = threads.indexOf(thread);
    if (at !== -1) threads.splice(at, 1);
    waiting.unshift(...thread.batches.splice(0).flat());
    deal();
  };

  const start = (): void => {
    while (threads.length < count) {
      const worker = new Worker(new URL('./signing-thread.ts', import.meta.url), { resourceLimits: limits });
      const thread: Thread = { worker, batches: [] };
      worker.on('message', (answer: FromSigner) => {
        settle(thread.batches.shift() ?? [], answer);
        deal();
      });
      worker.on('error', () => lose(thread));
      worker.on('exit', () => lose(thread));
      // A batch under way keeps the process alive by whoever waits for it.
      worker.unref();
      threads.push(thread);
    }
  };

  const deal = (): void => {
    isDealing = false;
    if (threads.length === 0 && !isClosed && waiting.length >= worthAThread) start();
    if (threads.length === 0) {
      // Some at once, since `signInPool` lets each wait for its turn.
      while (inPool < longestBatch && waiting.length > 0) signHere(waiting.shift());
      return;
    }
    // The least busy first, and to each its share.
    for (let busy = 0; busy < batchesAhead; busy += 1) {
      for (const thread of threads) {
        if (thread.batches.length !== busy || waiting.length === 0) continue;
        const share = Math.ceil(waiting.length / (threads.length * batchesAhead));
        hand(thread, waiting.splice(0, Math.min(longestBatch, share)));
      }
    }
  };

  const signHere = (job: Job | undefined): void => {
    if (job === undefined) return;
    inPool += 1;
    signInPool(job.key, job.text)
      .then(job.resolve, job.reject)
      .finally(() => {
        inPool -= 1;
        deal();
      });
  };

  return {
    sign: (key, text) =>
      new Promise((resolve, reject) => {
        waiting.push({ key, text, resolve, reject });
        if (isDealing) return;
        isDealing = true;
        // When all that is made in this turn of the event loop has come.
        setImmediate(deal);
      }),
    close: async () => {
      isClosed = true;
      await Promise.all(threads.splice(0).map(({ worker }) => worker.terminate()));
    },
  };
}

function hand({ worker, batches }: Thread, jobs: readonly Job[]): void {
  const keys = [...new Set(jobs.map(({ key }) => key))];
  const texts = jobs.map(({ key, text }) => [keys.indexOf(key), text] as const);
  batches.push(jobs);
  worker.postMessage({ keys, texts } satisfies ToSign);
}

function settle(jobs: readonly Job[], answer: FromSigner): void {
  jobs.forEach((job, at) => {
    const signature = 'failure' in answer ? undefined : answer.signatures[at];
    if (signature !== undefined) job.resolve(signature);
    else job.reject(new Error('failure' in answer ? answer.failure : 'a signature is missing'));
  });
}
