import { type Kysely, sql } from 'kysely';
import type { PressedRows } from './pressed-rows.ts';
import { type AdmitRows, type Admitted, listCount } from './row-admission.ts';
import type { Tables } from './schema.ts';
import { inTransaction } from './transaction.ts';

/** One statement over arrays, the same text for any number of rows, so that it is planned once. */
export function postgresAdmission(db: Kysely<Tables>, place: string): AdmitRows {
  return (rows, from, to, now) => inTransaction({ db, place }, transaction => admit(transaction, rows, from, to, now));
}

async function admit(db: Kysely<Tables>, rows: PressedRows, from: number, to: number, now: Date): Promise<Admitted> {
  const nowMs = now.getTime();
  const { kinds, sealedEnds } = rows;
  const sealedFrom = sealedEnds[from - 1] ?? 0;
  const ends = sealedEnds.subarray(from, to).map(end => end - sealedFrom);
  const starts = new Uint32Array(to - from);
  starts.set(ends.subarray(0, -1), 1);
  // Bytes go over in one piece and are cut there: as an array of values each would be written in hexadecimal here.
  const { rows: found } = await sql<{ list: string | null; count: number }>`
    with kinds as (
      select * from unnest(${kinds.map(kind => kind.list)}::text[], ${kinds.map(kind => kind.form)}::text[],
        ${kinds.map(kind => kind.state)}::text[], ${kinds.map(kind => kind.provider)}::text[],
        ${kinds.map(kind => kind.source)}::text[], ${kinds.map(kind => kind.words)}::text[])
        with ordinality as kind (list, form, state, provider, source, words, number)
    ), cut as materialized (
      select substring(${part(rows.refs, from * 16, to * 16)}::bytea from (nth::int - 1) * 16 + 1 for 16) as ref,
        substring(${part(rows.sealed, sealedFrom, sealedEnds[to - 1] ?? 0)}::bytea from start + 1 for stop - start) as sealed,
        substring(${part(rows.indexes, from * 32, to * 32)}::bytea from (nth::int - 1) * 32 + 1 for 32) as address_index,
        kind, consent_at, paused_until
      from unnest(${numbers(starts)}::int[], ${numbers(ends)}::int[], ${numbers(rows.kindOf.subarray(from, to))}::int[],
        ${numbers(rows.consentAt.subarray(from, to))}::bigint[], ${numbers(rows.pausedUntil.subarray(from, to))}::bigint[])
        with ordinality as each (start, stop, kind, consent_at, paused_until, nth)
    ), given as materialized (
      select cut.*, exists (select from suppressions s where s.address_index = cut.address_index) as suppressed from cut
    ), added as (
      insert into subscribers (ref, sealed, address_index, list, form, state, provider, consent_source, consent_words,
        consent_at, paused_until, created_at, changed_at)
      select g.ref, g.sealed, g.address_index, k.list, k.form, k.state, k.provider, k.source, k.words, g.consent_at, g.paused_until,
        ${nowMs}::bigint, ${nowMs}::bigint
      from given g join kinds k on k.number = g.kind + 1
      where not g.suppressed and not exists (select from subscribers s where s.address_index = g.address_index)
      on conflict (address_index) do nothing returning list
    )
    select list, count(*) as count from added group by list
    union all select null, count(*) from given where suppressed`.execute(db);
  const { added, add } = listCount();
  for (const { list, count } of found) if (list !== null) add(list, count);
  return { added, suppressed: found.find(row => row.list === null)?.count ?? 0 };
}

// Written here: the driver makes a string of each number first (peak memory of a million rows 301 MB, so 263). NaN is null.
function numbers(values: Uint32Array | Float64Array): string {
  return `{${values.join(',').replaceAll('NaN', 'NULL')}}`;
}

function part({ buffer, byteOffset }: Uint8Array<ArrayBuffer>, start: number, end: number): Buffer {
  return Buffer.from(buffer, byteOffset + start, end - start);
}
