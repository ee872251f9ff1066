import type SqliteFile from 'better-sqlite3';
import type { CompiledQuery, DatabaseConnection, Driver, QueryResult } from 'kysely';
import { explain } from './database-errors.ts';
import { type Patience, patiently } from './patience.ts';
import type { WriteLog } from './write-log.ts';

const statementsKept = 200;

/**
 * Kysely's own driver begins with plain `begin`: a transaction that reads and then writes fails at once with
 * SQLITE_BUSY_SNAPSHOT when another process wrote in between. This one begins IMMEDIATE, and waits for locks and for the disk on the event
 * loop instead of inside SQLite. Inside a transaction nothing is ever busy: it holds the write lock from the start. Kysely hands its single
 * connection to one user at a time. With a `log` a commit is written at once and what was asked resolves when the log has reached the
 * disk: nobody learns of a commit that a power failure could take back, and the lock is free meanwhile. Without one SQLite does all of it.
 */
export function sqliteDriver(sqlite: SqliteFile.Database, patience: Patience, log?: WriteLog): Driver {
  const { connection, run, isLate, reachDisk } = sqliteConnection(sqlite, patience, log);
  return {
    init: async () => {},
    acquireConnection: async () => connection,
    // A transaction that only reads sees one moment of the database and keeps nobody from writing (WAL).
    beginTransaction: async (_connection, { accessMode }) => {
      if (accessMode === 'read only') return run('begin');
      await patiently(patience, () => {
        isLate(true);
        try {
          sqlite.exec('begin immediate');
        } catch (error) {
          isLate(false);
          throw error;
        }
      });
    },
    commitTransaction: async () => {
      await run('commit');
      isLate(false);
      await reachDisk();
    },
    rollbackTransaction: async () => {
      // A full disk has rolled back already.
      if (sqlite.inTransaction) await run('rollback');
      isLate(false);
    },
    releaseConnection: async () => {},
    destroy: async () => {
      await log?.close();
    },
  };
}

interface SqliteConnection {
  readonly connection: DatabaseConnection;
  run(statement: string): Promise<void>;
  /** Whether commits are written without waiting for the disk; outside of transactions only. */
  isLate(late: boolean): void;
  reachDisk(): Promise<void>;
}

function sqliteConnection(
  sqlite: SqliteFile.Database,
  patience: Patience,
  log: WriteLog | undefined,
): SqliteConnection {
  const statements = new Map<string, SqliteFile.Statement<unknown[], never>>();
  const prepared = (text: string): SqliteFile.Statement<unknown[], never> => {
    const known = statements.get(text);
    if (known !== undefined) return known;
    const statement = sqlite.prepare<unknown[], never>(text);
    if (statements.size >= statementsKept) statements.clear();
    statements.set(text, statement);
    return statement;
  };
  let late = false;
  const isLate = (next: boolean): void => {
    if (log === undefined || next === late) return;
    sqlite.exec(next ? 'pragma synchronous = NORMAL' : 'pragma synchronous = FULL');
    late = next;
  };
  const reachDisk = async (): Promise<void> => {
    try {
      await log?.reach();
    } catch (error) {
      throw explain(error, patience.place);
    }
  };
  const execute = <Row>({ sql, parameters }: CompiledQuery): QueryResult<Row> => {
    const statement = prepared(sql);
    if (statement.reader) return { rows: statement.all(...parameters) };
    const { changes, lastInsertRowid } = statement.run(...parameters);
    return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) };
  };
  // A statement that is a transaction of its own.
  const commit = <Row>(query: CompiledQuery): QueryResult<Row> => {
    isLate(true);
    try {
      return execute<Row>(query);
    } finally {
      isLate(false);
    }
  };
  return {
    connection: {
      executeQuery: async <Row>(query: CompiledQuery): Promise<QueryResult<Row>> => {
        if (log === undefined || sqlite.inTransaction) return patiently(patience, () => execute<Row>(query));
        const { isReading, result } = await patiently(patience, () =>
          prepared(query.sql).readonly
            ? { isReading: true, result: execute<Row>(query) }
            : { isReading: false, result: commit<Row>(query) },
        );
        if (!isReading) await reachDisk();
        return result;
      },
      streamQuery: () => {
        throw new Error('Long reads go in batches by key: a cursor would hold the only connection.');
      },
    },
    run: statement => patiently(patience, () => void sqlite.exec(statement)),
    isLate,
    reachDisk,
  };
}
