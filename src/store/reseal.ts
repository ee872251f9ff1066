import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import { openAddress, sealAddress } from '#keys/address-seal.ts';
import type { Store } from './open.ts';
import { inTransaction } from './transaction.ts';

// Rows in one transaction: as many as this disk takes in 40 ms, so that doors and senders get the write lock too.
const leastBatch = 50;
const mostBatch = 1000;
const tooShortMs = 15;
const tooLongMs = 40;

export interface ResealOptions {
  /** Stops after the batch that is under way. */
  readonly signal: AbortSignal;
  /** Called after each batch with how many rows were sealed anew. */
  readonly onProgress?: (done: number) => void;
}

/** How many addresses are sealed under another key than the newest. */
export async function countOldSeals(store: Store): Promise<number> {
  const { count } = await store.db
    .selectFrom('subscribers')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where(hasOldSeal(store))
    .executeTakeFirstOrThrow();
  return count;
}

/**
 * Seals under the newest key what is sealed under an older one; how many rows. Goes on where it was stopped, by the signal or by
 * kill -9: what a row is sealed under stands in the row. Between two batches others have the database for as long as a batch took.
 */
export async function resealAddresses(store: Store, { signal, onProgress }: ResealOptions): Promise<number> {
  let done = 0;
  let size = leastBatch;
  for (let after = 0; !signal.aborted; ) {
    const rows = await nextRows(store, after, size);
    const last = rows.at(-1);
    // From the start once more: a program that did not know the new key yet may have added a row behind us.
    if (last === undefined && after === 0) break;
    after = last?.id ?? 0;
    if (last === undefined) continue;
    const { changed, tookMs } = await reseal(store, rows);
    done += changed;
    onProgress?.(done);
    if (tookMs > tooLongMs) size = Math.max(leastBatch, Math.floor(size / 2));
    else if (tookMs < tooShortMs) size = Math.min(mostBatch, size * 2);
    await wait(tookMs);
  }
  // What a page held before stays in the log beside an SQLite database until the log begins anew.
  await store.scrub();
  return done;
}

interface SealedRow {
  readonly id: number;
  readonly ref: Buffer;
  readonly sealed: Buffer;
}

function nextRows(store: Store, after: number, limit: number): Promise<SealedRow[]> {
  return store.db
    .selectFrom('subscribers')
    .select(['id', 'ref', 'sealed'])
    .where('id', '>', after)
    .where(hasOldSeal(store))
    .orderBy('id')
    .limit(limit)
    .execute();
}

// Only where the row still holds what was read: somebody may have been forgotten meanwhile.
async function reseal(
  store: Store,
  rows: readonly SealedRow[],
): Promise<{ readonly changed: number; readonly tookMs: number }> {
  const bytes = store.dialect.bytesColumn;
  const values = rows.map(({ id, ref, sealed }) => {
    const anew = sealAddress(store.ring, openAddress(store.ring, sealed, ref), ref);
    return sql`(cast(${id} as integer), cast(${sealed} as ${bytes}), cast(${anew} as ${bytes}))`;
  });
  const startedMs = performance.now();
  // The bounds keep PostgreSQL from reading the whole table for each batch.
  const changed = await inTransaction(store, async transaction => {
    const { numAffectedRows } = await sql`
      update subscribers set sealed = fresh.column3 from (values ${sql.join(values)}) as fresh
      where subscribers.id = fresh.column1 and subscribers.sealed = fresh.column2
        and subscribers.id between ${rows[0]?.id ?? 0} and ${rows.at(-1)?.id ?? 0}`.execute(transaction);
    return Number(numAffectedRows ?? 0);
  });
  return { changed, tookMs: performance.now() - startedMs };
}

// A seal begins with the id of its key (keys/address-seal.ts).
function hasOldSeal({ ring }: Store) {
  return sql<boolean>`substr(sealed, 1, 1) <> ${Buffer.from([ring.address.current])}`;
}
