import { setTimeout as wait } from 'node:timers/promises';
import type { Store } from './open.ts';
import type { PressedRows } from './pressed-rows.ts';
import type { Admitted } from './row-admission.ts';

/** Some rows of a stretch that were dealt with. */
export interface AdmittedBatch {
  readonly admitted: Admitted;
  readonly count: number;
  /** Rows of the stretch that are dealt with by now. */
  readonly done: number;
}

/** Adds rows, so many in one transaction that others have their turn. */
export function admitter(store: Store, now: Date): (rows: PressedRows) => AsyncGenerator<AdmittedBatch> {
  const { most, tooShortMs, tooLongMs } = store.dialect.writersTakeTurns ? takingTurns : atOnce;
  let batch = leastBatch;
  return async function* admitted(rows) {
    for (let from = 0; from < rows.count; ) {
      const to = Math.min(rows.count, from + batch);
      const startedMs = performance.now();
      const admitted = await store.admit(rows, from, to, now);
      const tookMs = performance.now() - startedMs;
      yield { admitted, count: to - from, done: to };
      if (tookMs > tooLongMs) batch = Math.max(leastBatch, batch / 2);
      else if (tookMs < tooShortMs) batch = Math.min(most, batch * 2);
      if (store.dialect.writersTakeTurns && to - from >= leastBatch) await wait(tookMs * pauseShare);
      from = to;
    }
  };
}

interface Pace {
  readonly most: number;
  readonly tooShortMs: number;
  readonly tooLongMs: number;
}

// Rows in one transaction: as many as this disk takes in 15 to 40 ms, so that doors and senders get the write lock too. A thousand
// take 5 ms by themselves; where they take longer the disk is slow to say that it has them, and fewer rows would be no faster.
const leastBatch = 1_000;
const takingTurns: Pace = { most: 4_000, tooShortMs: 15, tooLongMs: 40 };
// Where there is no such lock only somebody who signs up with an address of the batch waits for its end.
const atOnce: Pace = { most: 16_000, tooShortMs: 100, tooLongMs: 250 };
// A pause after each batch, as a share of it, lets others ask for SQLite's lock.
const pauseShare = 0.1;
