import type SqliteFile from 'better-sqlite3';
import type { Kysely } from 'kysely';
import { type Patience, patiently } from './patience.ts';
import type { PressedRows } from './pressed-rows.ts';
import { type AdmitRows, type Admitted, listCount } from './row-admission.ts';
import type { Tables } from './schema.ts';

/**
 * One prepared statement, run once a row inside one IMMEDIATE transaction: 5 µs a row, where Kysely's statement of 6,000
 * values takes 25. Kysely lends its only connection meanwhile.
 */
export function sqliteAdmission(sqlite: SqliteFile.Database, db: Kysely<Tables>, patience: Patience): AdmitRows {
  let prepared: Statements | undefined;
  return (rows, from, to, now) =>
    db.connection().execute(() =>
      patiently(patience, () => {
        prepared ??= statements(sqlite);
        return prepared.transaction.immediate(rows, from, to, now.getTime());
      }),
    );
}

interface Statements {
  readonly transaction: SqliteFile.Transaction<
    (rows: PressedRows, from: number, to: number, nowMs: number) => Admitted
  >;
}

function statements(sqlite: SqliteFile.Database): Statements {
  const insert = sqlite.prepare(`insert into subscribers (ref, sealed, address_index, list, form, state, provider,
      consent_source, consent_words, left_reason, consent_at, paused_until, created_at, changed_at)
    select ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ? where not exists (select 1 from suppressions where address_index = ?)
    on conflict (address_index) do update set list = excluded.list, form = excluded.form, state = excluded.state,
      consent_source = excluded.consent_source, consent_words = excluded.consent_words, consent_at = excluded.consent_at,
      left_reason = excluded.left_reason, paused_until = excluded.paused_until, changed_at = excluded.changed_at
    where subscribers.state = 'pending' and excluded.state <> 'pending'`);
  const suppression = sqlite.prepare('select 1 from suppressions where address_index = ?');
  // The values have few lengths, and a statement is done with them before the next row: no buffer is made for a row.
  const slots = new Map<number, Buffer>();
  const slot = (length: number, from: Buffer, start: number): Buffer => {
    const known = slots.get(length) ?? Buffer.alloc(length);
    slots.set(length, known);
    from.copy(known, 0, start, start + length);
    return known;
  };
  return {
    transaction: sqlite.transaction((rows: PressedRows, from: number, to: number, nowMs: number): Admitted => {
      const { added, add } = listCount();
      let suppressed = 0;
      const [refs, sealed, indexes] = [rows.refs, rows.sealed, rows.indexes].map(bufferOf);
      if (refs === undefined || sealed === undefined || indexes === undefined) return { added, suppressed };
      for (let at = from; at < to; at += 1) {
        const kind = rows.kinds[rows.kindOf[at] ?? 0];
        if (kind === undefined) continue;
        const index = slot(32, indexes, at * 32);
        const start = rows.sealedEnds[at - 1] ?? 0;
        const { changes } = insert.run(
          slot(16, refs, at * 16),
          slot((rows.sealedEnds[at] ?? 0) - start, sealed, start),
          index,
          kind.list,
          kind.form,
          kind.state,
          kind.provider,
          kind.source,
          kind.words,
          kind.leftReason,
          rows.consentAt[at],
          momentOr(null, rows.pausedUntil[at]),
          momentOr(nowMs, rows.joinedAt[at]),
          momentOr(nowMs, rows.leftAt[at]),
          index,
        );
        if (changes > 0) add(kind.list, 1);
        else if (suppression.get(index) !== undefined) suppressed += 1;
      }
      return { added, suppressed };
    }),
  };
}

function momentOr<Default>(otherwise: Default, moment: number | undefined): number | Default {
  return moment === undefined || Number.isNaN(moment) ? otherwise : moment;
}

function bufferOf({ buffer, byteOffset, byteLength }: Uint8Array<ArrayBuffer>): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}
