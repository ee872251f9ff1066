import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { byteaArray } from './postgres-arrays.ts';

/** All that differs between the two databases beyond opening them (sqlite-database.ts, postgres-database.ts). */
export interface StoreDialect {
  readonly name: 'sqlite' | 'postgres';
  /** Column types of migrations. */
  readonly idColumn: RawBuilder<unknown>;
  readonly bytesColumn: RawBuilder<unknown>;
  /** Before the word `table`, for one whose rows live a day at most and are worth nothing after a crash. */
  readonly passingTable: RawBuilder<unknown>;
  /** The month of a moment in UTC, `2024-04`. */
  readonly monthOf: (column: string) => RawBuilder<string>;
  /** 16 fresh random bytes for every row. */
  readonly randomBytes: RawBuilder<Buffer>;
  /** One writes at a time, and the lock goes to whoever asks at the right moment: after much writing let others ask. */
  readonly writersTakeTurns: boolean;
  /** Ends a select of rows to take: rivals skip what another has taken. */
  readonly skipLocked: RawBuilder<unknown>;
  /** Ends a select of rows that must not change before this transaction ends. SQLite has one writer at a time. */
  readonly holdSubscribers: RawBuilder<unknown>;
  /** The same of mailings `m`: a change that is under way is waited for, and its end is what is read. */
  readonly holdMailings: RawBuilder<unknown>;
  /** A statement: until this transaction ends nobody else changes the table of keys or adds to it. */
  readonly holdKeys: RawBuilder<unknown>;
  /** Whether a column of 32 bytes is one of these, which stand one after the other. */
  readonly isAmong: (column: string, indexes: Uint8Array) => RawBuilder<SqlBool>;
  /** A table of one column `value`: the elements of a JSON array, one text however many they are. */
  readonly elementsOf: (json: string) => RawBuilder<unknown>;
  /** Before the values of an insert whose ids are given (`restore`). */
  readonly givenIds: RawBuilder<unknown>;
}

export const sqliteDialect: StoreDialect = {
  name: 'sqlite',
  idColumn: sql`integer primary key autoincrement`,
  bytesColumn: sql`blob`,
  passingTable: sql``,
  monthOf: column => sql<string>`strftime('%Y-%m', ${sql.ref(column)} / 1000, 'unixepoch')`,
  randomBytes: sql<Buffer>`randomblob(16)`,
  writersTakeTurns: true,
  skipLocked: sql``,
  holdSubscribers: sql``,
  holdMailings: sql``,
  holdKeys: sql`select 1`,
  isAmong: (column, indexes) =>
    sql`${sql.ref(column)} in (${sql.join(
      Array.from({ length: indexes.length / 32 }, (_, at) => Buffer.from(indexes.subarray(at * 32, (at + 1) * 32))),
    )})`,
  elementsOf: json => sql`json_each(${json})`,
  givenIds: sql``,
};

export const postgresDialect: StoreDialect = {
  name: 'postgres',
  idColumn: sql`integer generated always as identity primary key`,
  bytesColumn: sql`bytea`,
  // Its rows reach neither the write-ahead log nor what is archived of it.
  passingTable: sql`unlogged`,
  monthOf: column => sql<string>`to_char(to_timestamp(${sql.ref(column)} / 1000) at time zone 'UTC', 'YYYY-MM')`,
  // gen_random_bytes would need the extension pgcrypto; a UUID has six fixed bits, so two are hashed.
  randomBytes: sql<Buffer>`substring(sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())) from 1 for 16)`,
  writersTakeTurns: false,
  skipLocked: sql`for update of d skip locked`,
  holdSubscribers: sql`for share of s`,
  holdMailings: sql`for share of m`,
  holdKeys: sql`lock table keys in share row exclusive mode`,
  // One value: a thousand of them, and the text that names each, had the memory of a dry run grow to 340 MB.
  isAmong: (column, indexes) =>
    sql`${sql.ref(column)} = any(${byteaArray(indexes, 0, indexes.length / 32, at => (at + 1) * 32)}::bytea[])`,
  elementsOf: json => sql`jsonb_array_elements(${json}::jsonb)`,
  givenIds: sql`overriding system value`,
};
