import type SqliteFile from 'better-sqlite3';
import type { CompiledQuery, DatabaseConnection, Driver, QueryResult } from 'kysely';
import { type Patience, patiently } from './patience.ts';

const statementsKept = 200;

/**
 * Kysely's own driver begins with plain `begin`: a transaction that reads and then writes fails at once with
 * SQLITE_BUSY_SNAPSHOT when another process wrote in between. This one begins IMMEDIATE, and waits for locks on the event
 * loop instead of inside SQLite. Inside a transaction nothing is ever busy: it holds the write lock from the start. Kysely hands its single connection to one user at a time.
 */
export function sqliteDriver(sqlite: SqliteFile.Database, patience: Patience): Driver {
  const connection = sqliteConnection(sqlite, patience);
  const run = (statement: string): Promise<unknown> => patiently(patience, () => sqlite.exec(statement));
  return {
    init: async () => {},
    acquireConnection: async () => connection,
    // A transaction that only reads sees one moment of the database and keeps nobody from writing (WAL).
    beginTransaction: async (_connection, { accessMode }) =>
      void (await run(accessMode === 'read only' ? 'begin' : 'begin immediate')),
    commitTransaction: async () => void (await run('commit')),
    rollbackTransaction: async () => {
      // A full disk has rolled back already.
      if (sqlite.inTransaction) await run('rollback');
    },
    releaseConnection: async () => {},
    destroy: async () => {},
  };
}

function sqliteConnection(sqlite: SqliteFile.Database, patience: Patience): DatabaseConnection {
  const statements = new Map<string, SqliteFile.Statement<unknown[], never>>();
  const prepared = (text: string): SqliteFile.Statement<unknown[], never> => {
    const known = statements.get(text);
    if (known !== undefined) return known;
    const statement = sqlite.prepare<unknown[], never>(text);
    if (statements.size >= statementsKept) statements.clear();
    statements.set(text, statement);
    return statement;
  };
  return {
    executeQuery: <Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> =>
      patiently(patience, () => {
        const statement = prepared(sql);
        if (statement.reader) return { rows: statement.all(...parameters) };
        const { changes, lastInsertRowid } = statement.run(...parameters);
        return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) };
      }),
    streamQuery: () => {
      throw new Error('Long reads go in batches by key: a cursor would hold the only connection.');
    },
  };
}
