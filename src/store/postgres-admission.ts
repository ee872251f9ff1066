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
  const { indexes, refs, sealed, sealedEnds, kindOf, consentAt, kinds } = rows;
  const places = Array.from({ length: to - from }, (_, at) => from + at);
  const bytes = (of: Uint8Array<ArrayBuffer>, start: (at: number) => number, end: (at: number) => number): string =>
    byteaArray(places.map(at => Buffer.from(of.buffer, of.byteOffset + start(at), end(at) - start(at))));
  const { rows: found } = await sql<{ list: string | null; count: number }>`
    with kinds as (
      select * from unnest(${kinds.map(kind => kind.list)}::text[], ${kinds.map(kind => kind.form)}::text[],
        ${kinds.map(kind => kind.state)}::text[], ${kinds.map(kind => kind.provider)}::text[],
        ${kinds.map(kind => kind.source)}::text[]) with ordinality as kind (list, form, state, provider, source, number)
    ), given as materialized (
      select each.*, exists (select from suppressions s where s.address_index = each.address_index) as suppressed
      from unnest(${bytes(
        refs,
        at => at * 16,
        at => at * 16 + 16,
      )}::bytea[],
        ${bytes(
          sealed,
          at => sealedEnds[at - 1] ?? 0,
          at => sealedEnds[at] ?? 0,
        )}::bytea[],
        ${bytes(
          indexes,
          at => at * 32,
          at => at * 32 + 32,
        )}::bytea[],
        ${places.map(at => (kindOf[at] ?? 0) + 1)}::int[], ${places.map(at => consentAt[at] ?? 0)}::bigint[])
        as each (ref, sealed, address_index, kind, consent_at)
    ), added as (
      insert into subscribers (ref, sealed, address_index, list, form, state, provider, consent_source, consent_at,
        created_at, changed_at)
      select g.ref, g.sealed, g.address_index, k.list, k.form, k.state, k.provider, k.source, g.consent_at,
        ${nowMs}::bigint, ${nowMs}::bigint
      from given g join kinds k on k.number = g.kind
      where not g.suppressed and not exists (select from subscribers s where s.address_index = g.address_index)
      on conflict (address_index) do nothing returning list
    )
    select list, count(*) as count from added group by list
    union all select null, count(*) from given where suppressed`.execute(db);
  const { added, add } = listCount();
  for (const { list, count } of found) if (list !== null) add(list, count);
  return { added, suppressed: found.find(row => row.list === null)?.count ?? 0 };
}

// pg would quote and escape each value by itself: twice the time.
function byteaArray(values: readonly Buffer[]): string {
  return `{${values.map(value => `"\\\\x${value.toString('hex')}"`).join(',')}}`;
}
