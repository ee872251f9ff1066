import { type Driver, Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import type { Database } from './database.ts';
import { explain } from './database-errors.ts';
import { postgresDialect } from './dialect.ts';
import { postgresAdmission } from './postgres-admission.ts';
import type { Tables } from './schema.ts';

const connections = 10;

/** Connects to PostgreSQL 14 or newer. */
export async function openPostgres(url: string): Promise<Database> {
  const place = withoutPassword(url);
  const pool = new pg.Pool({ connectionString: url, max: connections, application_name: 'vesnik', types: numbers });
  // An idle connection that the server closes is replaced at the next query.
  pool.on('error', () => {});
  const dialect = new PostgresDialect({ pool });
  const db = new Kysely<Tables>({
    dialect: {
      createAdapter: () => dialect.createAdapter(),
      createDriver: () => explaining(dialect.createDriver(), place),
      createIntrospector: kysely => dialect.createIntrospector(kysely),
      createQueryCompiler: () => dialect.createQueryCompiler(),
    },
  });
  try {
    await sql`select 1`.execute(db);
  } catch (error) {
    await db.destroy();
    throw error;
  }
  return {
    db,
    dialect: postgresDialect,
    place,
    lockTarget: { kind: 'postgres', connectionString: url },
    admit: postgresAdmission(db, place),
    scrub: async () => true,
    close: () => db.destroy(),
  };
}

// Kysely's driver, but a server that is down or refuses is told in words a person can use.
function explaining(driver: Driver, place: string): Driver {
  return {
    init: () => driver.init(),
    acquireConnection: async () => {
      try {
        return await driver.acquireConnection();
      } catch (error) {
        throw explain(error, place);
      }
    },
    beginTransaction: (connection, settings) => driver.beginTransaction(connection, settings),
    commitTransaction: connection => driver.commitTransaction(connection),
    rollbackTransaction: connection => driver.rollbackTransaction(connection),
    releaseConnection: connection => driver.releaseConnection(connection),
    destroy: () => driver.destroy(),
  };
}

// Counts and moments are int8 there; all of ours fit a number.
const numbers: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) =>
    oid === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(oid, format === 'binary' ? 'binary' : 'text'),
};

function withoutPassword(url: string): string {
  const { protocol, host, pathname } = new URL(url);
  return `${protocol}//${host}${pathname}`;
}
