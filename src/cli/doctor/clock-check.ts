import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import type { Database } from '#store/database.ts';
import { cloneRoot } from '../settings.ts';
import { type Diagnosis, error, ok } from './diagnosis.ts';

// What a clock that is kept right may differ.
const slackMs = 5 * 60 * 1000;
const serverSlackMs = 5_000;

/** The clock of this machine: moments of mailings, links that end and consents are told by it. */
export async function checkClock(database: Database | undefined, now: Date): Promise<Diagnosis[]> {
  const hint = 'Set it right, and keep it so: timedatectl set-ntp true';
  const { mtimeMs } = await stat(join(cloneRoot, 'package.json'));
  if (now.getTime() < mtimeMs - slackMs) {
    return [error('clock.time', `It says ${now.toISOString()}, which is before this Vesnik was installed.`, hint)];
  }
  const newest = database === undefined ? undefined : await newestMoment(database);
  if (newest !== undefined && now.getTime() < newest - slackMs) {
    const message = `It says ${now.toISOString()}; the database has seen ${new Date(newest).toISOString()}.`;
    return [error('clock.time', message, `One of the two was wrong. ${hint}`)];
  }
  const server = database?.dialect.name === 'postgres' ? await serverMoment(database) : undefined;
  if (server !== undefined && Math.abs(server - Date.now()) > serverSlackMs) {
    const message = `It differs from that of PostgreSQL by ${Math.round(Math.abs(server - Date.now()) / 1000)} s.`;
    return [error('clock.time', message, hint)];
  }
  return [ok('clock.time', `It says ${now.toISOString()}, and nothing here contradicts it.`)];
}

async function newestMoment({ db }: Database): Promise<number | undefined> {
  const tables = await db.introspection.getTables();
  if (!tables.some(({ name }) => name === 'mailings')) return undefined;
  const { rows } = await sql<{ newest: number | null }>`
    select max(moment) as newest from (
      select max(created_at) as moment from mailings union all
      select max(applied_at) from migrations union all
      select max(created_at) from keys) as moments`.execute(db);
  return rows[0]?.newest ?? undefined;
}

async function serverMoment({ db }: Database): Promise<number | undefined> {
  const { rows } = await sql<{ moment: number }>`
    select cast(extract(epoch from clock_timestamp()) * 1000 as bigint) as moment`.execute(db);
  return rows[0]?.moment;
}
