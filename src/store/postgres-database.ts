import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import type { Database } from './database.ts';
import { postgresDialect } from './dialect.ts';
import { explainedDriver } from './explained-driver.ts';
import { postgresAdmission } from './postgres-admission.ts';
import type { Tables } from './schema.ts';

const connections = 10;

/** Connects to PostgreSQL 14 or newer. */
export async function openPostgres(url: string): Promise<Database> {
  const place = withoutPassword(url);
  const pool = new pg.Pool({ connectionString: url, max: connections, application_name: 'vesnik', types: numbers });
  // An idle connection that the server closes is replaced at the next query.
  pool.on('error', () => {});
  // One that is lent out and waits between two statements of a transaction would end the process; its next statement tells.
  pool.on('connect', client => client.on('error', () => {}));
  const dialect = new PostgresDialect({ pool });
  const db = new Kysely<Tables>({
    dialect: {
      createAdapter: () => dialect.createAdapter(),
      createDriver: () => explainedDriver(dialect.createDriver(), place),
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
    owesScrub: () => false,
    close: () => db.destroy(),
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
