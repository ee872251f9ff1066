import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import SqliteFile from 'better-sqlite3';
import pg from 'pg';

const plainBatch = 2_000;

/** What a script of twenty lines does: split each line, insert in transactions, the address unique. How many rows it read. */
export async function plainInserts(url: string, csv: string): Promise<number> {
  const { add, close } = url.startsWith('file:') ? plainSqlite(url.slice(5)) : await plainPostgres(url);
  let rows = 0;
  let batch: string[][] = [];
  for await (const line of createInterface({ input: createReadStream(csv) })) {
    if (batch.push(line.split(',')) < plainBatch) continue;
    await add(batch);
    rows += batch.length;
    batch = [];
  }
  await add(batch);
  await close();
  return rows + batch.length;
}

interface Plain {
  add(rows: readonly (readonly string[])[]): Promise<void>;
  close(): Promise<void>;
}

function plainSqlite(path: string): Plain {
  const db = new SqliteFile(path);
  db.pragma('journal_mode = WAL');
  db.exec('create table people (id integer primary key, address text not null unique, list text not null)');
  const insert = db.prepare('insert into people (address, list) values (?, ?) on conflict do nothing');
  const all = db.transaction((rows: readonly (readonly string[])[]) => {
    for (const [address, list] of rows) insert.run(address, list);
  });
  return { add: async rows => all(rows), close: async () => void db.close() };
}

async function plainPostgres(url: string): Promise<Plain> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('create table people (id integer generated always as identity, address text unique, list text)');
  return {
    add: async rows => {
      await client.query(
        'insert into people (address, list) select * from unnest($1::text[], $2::text[]) on conflict do nothing',
        [rows.map(cells => cells[0]), rows.map(cells => cells[1])],
      );
    },
    close: () => client.end(),
  };
}
