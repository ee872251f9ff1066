import { type Kysely, sql } from 'kysely';
import { settlePending } from './pending-consent.ts';
import { byteaArray, int4Array, int8Array } from './postgres-arrays.ts';
import type { PressedRows } from './pressed-rows.ts';
import { type AdmitRows, type Admitted, listCount } from './row-admission.ts';
import type { Tables } from './schema.ts';
import { inTransaction } from './transaction.ts';

// From so many known rows in a batch on the next one asks who is known before it inserts. A conflict uses up an id, of which there are 2^31;
// asking takes 2 of 12 µs a row.
const knownShare = 0.1;

/** One statement over arrays, and a few more for who has signed up and not confirmed. */
export function postgresAdmission(db: Kysely<Tables>, place: string): AdmitRows {
  let asks = false;
  return async (rows, from, to, now) => {
    const admitted = await inTransaction({ db, place }, async transaction => {
      const batch = { rows, from, to, now, asks };
      const { waiting, ...fresh } = await admit(transaction, batch);
      if (knownOf(fresh, to - from) === 0) return fresh;
      return settle(transaction, batch, fresh, waiting ?? (await waitingAmong(transaction, batch)));
    });
    asks = knownOf(admitted, to - from) > (to - from) * knownShare;
    return admitted;
  };
}

interface Batch {
  readonly rows: PressedRows;
  readonly from: number;
  readonly to: number;
  readonly now: Date;
  readonly asks: boolean;
}

function knownOf({ added, suppressed }: Admitted, count: number): number {
  return count - suppressed - [...added.values()].reduce((sum, more) => sum + more, 0);
}

/** Places in the batch, counted from 1, of those who have not confirmed. */
async function waitingAmong(db: Kysely<Tables>, { rows, from, to }: Batch): Promise<number[]> {
  const indexes = byteaArray(rows.indexes, from * 32, to - from, at => (from + at + 1) * 32);
  const { rows: found } = await sql<{ nth: number }>`
    select nth from unnest(${indexes}::bytea[]) with ordinality as each (address_index, nth)
    where (select s.state from subscribers s where s.address_index = each.address_index) = 'pending'
      and not exists (select from suppressions s where s.address_index = each.address_index)`.execute(db);
  return found.map(({ nth }) => nth);
}

async function settle(
  db: Kysely<Tables>,
  { rows, from, now }: Batch,
  admitted: Admitted,
  waiting: readonly number[],
): Promise<Admitted> {
  const { added, add } = listCount(admitted.added);
  for (const nth of waiting) {
    const at = from + nth - 1;
    const kind = rows.kinds[rows.kindOf[at] ?? 0];
    if (kind === undefined) continue;
    const pausedUntil = rows.pausedUntil[at] ?? Number.NaN;
    const leftAt = rows.leftAt[at] ?? Number.NaN;
    const isSettled = await settlePending(db, {
      address_index: Buffer.from(rows.indexes.subarray(at * 32, (at + 1) * 32)),
      ...{ list: kind.list, form: kind.form, state: kind.state, left_reason: kind.leftReason },
      ...{ consent_source: kind.source, consent_words: kind.words, consent_at: rows.consentAt[at] ?? now.getTime() },
      paused_until: Number.isNaN(pausedUntil) ? null : pausedUntil,
      changed_at: Number.isNaN(leftAt) ? now.getTime() : leftAt,
    });
    if (isSettled) add(kind.list, 1);
  }
  return { added, suppressed: admitted.suppressed };
}

interface Inserted extends Admitted {
  /** As `waitingAmong`; undefined: nobody asked. */
  readonly waiting: readonly number[] | undefined;
}

async function admit(db: Kysely<Tables>, { rows, from, to, now, asks }: Batch): Promise<Inserted> {
  const nowMs = now.getTime();
  const { kinds, sealedEnds } = rows;
  const count = to - from;
  const pieces = (of: Uint8Array, size: number): Buffer =>
    byteaArray(of, from * size, count, at => (from + at + 1) * size);
  const moments = (of: Float64Array): Buffer => int8Array(of.subarray(from, to));
  const sealed = byteaArray(rows.sealed, sealedEnds[from - 1] ?? 0, count, at => sealedEnds[from + at] ?? 0);
  // A scalar subquery, since of `not exists` the planner makes a join that reads the whole table for each batch. It sees the value of `asks`
  // and leaves the question out where nobody asks.
  const { rows: found } = await sql<{ list: string | null; count: number | null; nth: number | null }>`
    with kinds as (
      select * from unnest(${kinds.map(kind => kind.list)}::text[], ${kinds.map(kind => kind.form)}::text[],
        ${kinds.map(kind => kind.state)}::text[], ${kinds.map(kind => kind.provider)}::text[],
        ${kinds.map(kind => kind.source)}::text[], ${kinds.map(kind => kind.words)}::text[],
        ${kinds.map(kind => kind.leftReason)}::text[])
        with ordinality as kind (list, form, state, provider, source, words, left_reason, number)
    ), given as materialized (
      select each.*, exists (select from suppressions s where s.address_index = each.address_index) as suppressed,
        case when ${asks}::boolean then (select s.state from subscribers s where s.address_index = each.address_index) end as known
      from unnest(${pieces(rows.refs, 16)}::bytea[], ${sealed}::bytea[], ${pieces(rows.indexes, 32)}::bytea[],
        ${int4Array(rows.kindOf.subarray(from, to))}::int[], ${moments(rows.consentAt)}::bigint[],
        ${moments(rows.pausedUntil)}::bigint[], ${moments(rows.joinedAt)}::bigint[], ${moments(rows.leftAt)}::bigint[])
        with ordinality as each (ref, sealed, address_index, kind, consent_at, paused_until, joined_at, left_at, nth)
    ), added as (
      insert into subscribers (ref, sealed, address_index, list, form, state, provider, consent_source, consent_words,
        left_reason, consent_at, paused_until, created_at, changed_at)
      select g.ref, g.sealed, g.address_index, k.list, k.form, k.state, k.provider, k.source, k.words, k.left_reason,
        g.consent_at, g.paused_until, coalesce(g.joined_at, ${nowMs}::bigint), coalesce(g.left_at, ${nowMs}::bigint)
      from given g join kinds k on k.number = g.kind + 1
      where not g.suppressed and g.known is null
      on conflict (address_index) do nothing returning list
    )
    select list, count(*) as count, null::bigint as nth from added group by list
    union all select null, count(*), null from given where suppressed
    union all select null, null, nth from given where known = 'pending' and not suppressed`.execute(db);
  const { added, add } = listCount();
  for (const { list, count } of found) if (list !== null && count !== null) add(list, count);
  const suppressed = found.find(row => row.list === null && row.count !== null)?.count ?? 0;
  return { added, suppressed, waiting: asks ? found.flatMap(({ nth }) => nth ?? []) : undefined };
}
