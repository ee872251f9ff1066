import type { AdmittedBatch } from './admission-batches.ts';
import { markSet } from './mark-set.ts';
import type { Store } from './open.ts';
import type { PressedRows } from './pressed-rows.ts';
import { listCount } from './row-admission.ts';

const rowsAtOnce = 1_000;

/**
 * What would become of rows, which is what a dry run says; changes nothing. An address given twice counts once: 48 bits of
 * each index are remembered, 16 MB for a million.
 */
export function foreseer({ db, dialect }: Store): (rows: PressedRows) => AsyncGenerator<AdmittedBatch> {
  const seen = markSet();
  return async function* foreseen({ count, indexes, kinds, kindOf }) {
    for (let from = 0; from < count; from += rowsAtOnce) {
      const to = Math.min(count, from + rowsAtOnce);
      const batch = indexes.subarray(from * 32, to * 32);
      const isAmong = dialect.isAmong('address_index', batch);
      const suppressed = marks(await db.selectFrom('suppressions').select('address_index').where(isAmong).execute());
      const there = await db.selectFrom('subscribers').select(['address_index', 'state']).where(isAmong).execute();
      const known = marks(there.filter(({ state }) => state !== 'pending'));
      const pending = marks(there.filter(({ state }) => state === 'pending'));
      const { added, add } = listCount();
      let suppressedCount = 0;
      for (let at = 0; at < to - from; at += 1) {
        const mark = markOf(Buffer.from(batch.buffer, batch.byteOffset + at * 32, 32));
        const kind = kinds[kindOf[from + at] ?? 0];
        if (suppressed.has(mark)) suppressedCount += 1;
        else if (!known.has(mark) && !seen.has(mark) && !(pending.has(mark) && kind?.state === 'pending')) {
          seen.add(mark);
          add(kind?.list ?? '', 1);
        }
      }
      yield { admitted: { added, suppressed: suppressedCount }, count: to - from, done: to };
    }
  };
}

function marks(rows: readonly { readonly address_index: Buffer }[]): Set<number> {
  return new Set(rows.map(row => markOf(row.address_index)));
}

function markOf(index: Buffer): number {
  return index.readUIntBE(0, 6);
}
