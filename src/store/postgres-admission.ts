import { type Kysely, sql } from 'kysely';
import { byteaArray, int4Array, int8Array } from './postgres-arrays.ts';
import type { PressedRows } from './pressed-rows.ts';
import { type AdmitRows, type Admitted, listCount } from './row-admission.ts';
import type { Tables } from './schema.ts';
import { inTransaction } from './transaction.ts';

// From so many known rows in a batch on the next one asks who is known before it inserts. A conflict uses up an id, of which there are 2^31;
// asking takes 2 of 12 µs a row.
const knownShare = 0.1;

/** One statement over arrays. */
export function postgresAdmission(db: Kysely<Tables>, place: string): AdmitRows {
  let asks = false;
  return async (rows, from, to, now) => {
    const admitted = await inTransaction({ db, place }, transaction =>
      admit(transaction, { rows, from, to, now, asks }),
    );
    const added = [...admitted.added.values()].reduce((sum, more) => sum + more, 0);
    asks = to - from - added - admitted.suppressed > (to - from) * knownShare;
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

async function admit(db: Kysely<Tables>, { rows, from, to, now, asks }: Batch): Promise<Admitted> {
  const nowMs = now.getTime();
  const { kinds, sealedEnds } = rows;
  const count = to - from;
  const pieces = (of: Uint8Array, size: number): Buffer =>
    byteaArray(of, from * size, count, at => (from + at + 1) * size);
  const moments = (of: Float64Array): Buffer => int8Array(of.subarray(from, to));
  const sealed = byteaArray(rows.sealed, sealedEnds[from - 1] ?? 0, count, at => sealedEnds[from + at] ?? 0);
  // A scalar subquery, since of `not exists` the planner makes a join that reads the whole table for each batch. It sees the value of `asks`
  // and leaves the question out where nobody asks.
  const { rows: found } = await sql<{ list: string | null; count: number }>`
    with kinds as (
      select * from unnest(${kinds.map(kind => kind.list)}::text[], ${kinds.map(kind => kind.form)}::text[],
        ${kinds.map(kind => kind.state)}::text[], ${kinds.map(kind => kind.provider)}::text[],
        ${kinds.map(kind => kind.source)}::text[], ${kinds.map(kind => kind.words)}::text[],
        ${kinds.map(kind => kind.leftReason)}::text[])
        with ordinality as kind (list, form, state, provider, source, words, left_reason, number)
    ), given as materialized (
      select each.*, exists (select from suppressions s where s.address_index = each.address_index) as suppressed
      from unnest(${pieces(rows.refs, 16)}::bytea[], ${sealed}::bytea[], ${pieces(rows.indexes, 32)}::bytea[],
        ${int4Array(rows.kindOf.subarray(from, to))}::int[], ${moments(rows.consentAt)}::bigint[],
        ${moments(rows.pausedUntil)}::bigint[], ${moments(rows.joinedAt)}::bigint[], ${moments(rows.leftAt)}::bigint[])
        as each (ref, sealed, address_index, kind, consent_at, paused_until, joined_at, left_at)
    ), added as (
      insert into subscribers (ref, sealed, address_index, list, form, state, provider, consent_source, consent_words,
        left_reason, consent_at, paused_until, created_at, changed_at)
      select g.ref, g.sealed, g.address_index, k.list, k.form, k.state, k.provider, k.source, k.words, k.left_reason,
        g.consent_at, g.paused_until, coalesce(g.joined_at, ${nowMs}::bigint), coalesce(g.left_at, ${nowMs}::bigint)
      from given g join kinds k on k.number = g.kind + 1
      where not g.suppressed and (not ${asks}::boolean
        or (select true from subscribers s where s.address_index = g.address_index) is null)
      on conflict (address_index) do nothing returning list
    )
    select list, count(*) as count from added group by list
    union all select null, count(*) from given where suppressed`.execute(db);
  const { added, add } = listCount();
  for (const { list, count } of found) if (list !== null) add(list, count);
  return { added, suppressed: found.find(row => row.list === null)?.count ?? 0 };
}
