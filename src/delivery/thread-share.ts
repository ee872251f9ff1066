import { availableParallelism } from 'node:os';

/** Runs no more than so many at once, in the order in which they came. */
export function atMost(count: number) {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async <Result>(work: () => Promise<Result>): Promise<Result> => {
    if (running >= count) await new Promise<void>(resolve => waiting.push(resolve));
    else running += 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  };
}

const poolThreads = Number(process.env.UV_THREADPOOL_SIZE) || 4;

/**
 * Threads of libuv's pool that long work may take: no more than there are processors, and one is left for the disk, which would wait behind
 * all of it. Where there are more than three processors UV_THREADPOOL_SIZE gives the pool more threads.
 */
export const threadShare = Math.max(1, Math.min(availableParallelism(), poolThreads - 1));
