import {
  type CompiledQuery,
  type ControlledTransaction,
  type DatabaseConnection,
  type Driver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import type { Store } from '#store/open.ts';
import type { Tables } from '#store/schema.ts';

/** What happens at one statement: before it is carried out, or after it, so that only its answer is lost. */
export interface Fault {
  /** The statement, from 1; `begin` and `commit` count. */
  readonly at: number;
  readonly when: 'before' | 'after';
  /** `fails`: this one only. `dies`: nothing that comes later works either, as if the process were dead. */
  readonly how: 'fails' | 'dies';
}

export interface FaultyStore {
  readonly store: Store;
  /** How many statements came. */
  count(): number;
}

/** The same database, but its statements are counted, and one of them meets with a fault. */
export function faultyStore(sound: Store, fault?: Fault): FaultyStore {
  let count = 0;
  let isDead = false;
  const guarded = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    count += 1;
    const isHere = count === fault?.at;
    if (isHere && fault?.how === 'dies') isDead = true;
    if (isDead && !(isHere && fault?.when === 'after')) throw new InjectedFault();
    if (isHere && fault?.when === 'before') throw new InjectedFault();
    const result = await work();
    if (isHere) throw new InjectedFault();
    return result;
  };
  const isSqlite = sound.dialect.name === 'sqlite';
  const db = new Kysely<Tables>({
    dialect: {
      createAdapter: () => (isSqlite ? new SqliteAdapter() : new PostgresAdapter()),
      createDriver: () => faultyDriver(sound.db, guarded),
      createIntrospector: kysely => (isSqlite ? new SqliteIntrospector(kysely) : new PostgresIntrospector(kysely)),
      createQueryCompiler: () => (isSqlite ? new SqliteQueryCompiler() : new PostgresQueryCompiler()),
    },
  });
  return { store: Object.defineProperty({ ...sound, db }, 'ring', { get: () => sound.ring }), count: () => count };
}

class InjectedFault extends Error {
  constructor() {
    super('the database took nothing: a fault of the test');
    this.name = 'InjectedFault';
  }
}

type Guard = <Result>(work: () => Promise<Result>) => Promise<Result>;

interface FaultyConnection extends DatabaseConnection {
  transaction: ControlledTransaction<Tables> | undefined;
}

// What a dead process had begun is rolled back by the database: that always works.
function faultyDriver(db: Kysely<Tables>, guarded: Guard): Driver {
  const connections = new WeakMap<DatabaseConnection, FaultyConnection>();
  const of = (connection: DatabaseConnection): FaultyConnection => {
    const known = connections.get(connection);
    if (known === undefined) throw new Error('that connection is not from here');
    return known;
  };
  const rollBack = async (connection: DatabaseConnection): Promise<void> => {
    const { transaction } = of(connection);
    of(connection).transaction = undefined;
    await transaction?.rollback().execute();
  };
  return {
    init: async () => {},
    acquireConnection: async () => {
      const connection: FaultyConnection = {
        transaction: undefined,
        executeQuery: <Row>(query: CompiledQuery): Promise<QueryResult<Row>> =>
          guarded(async () => {
            const { rows, ...rest } = await (connection.transaction ?? db).executeQuery<Row>(query);
            return { ...rest, rows: [...rows] };
          }),
        streamQuery: () => {
          throw new Error('nothing streams');
        },
      };
      connections.set(connection, connection);
      return connection;
    },
    beginTransaction: (connection, { accessMode, isolationLevel }) =>
      guarded(async () => {
        let builder = db.startTransaction();
        if (accessMode !== undefined) builder = builder.setAccessMode(accessMode);
        if (isolationLevel !== undefined) builder = builder.setIsolationLevel(isolationLevel);
        of(connection).transaction = await builder.execute();
      }),
    commitTransaction: connection =>
      guarded(async () => {
        const { transaction } = of(connection);
        of(connection).transaction = undefined;
        await transaction?.commit().execute();
      }),
    rollbackTransaction: rollBack,
    // Where the answer to `begin` was lost.
    releaseConnection: rollBack,
    destroy: async () => {},
  };
}
