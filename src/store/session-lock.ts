import pg from 'pg';
import { explain } from './database-errors.ts';
import type { HeldLock } from './file-lock.ts';

// A machine that is gone says no goodbye: the server asks after half a minute of silence and frees the lock within a minute, where its
// own settings may take hours. Nobody is to end a session for doing nothing: holding the lock is what it is for.
const options =
  '-c tcp_keepalives_idle=30 -c tcp_keepalives_interval=10 -c tcp_keepalives_count=3 -c idle_session_timeout=0';

// Advisory locks of one database have two numbers: ours, and a sender's id (0: the schema itself).
const ours = 0x7665736e;
const schema = 0;
const outbox = -1;

/** The two numbers of a sender's lock: another session can take it only when the sender is dead. */
export function senderLockNumbers(sender: number): [number, number] {
  return [ours, sender];
}

/**
 * A session of its own on PostgreSQL that holds a sender's lock, and shares the schema's so that nobody migrates.
 * Undefined while somebody migrates. The sender's row is there with its lock, in one transaction.
 */
export async function takeSessionLock(
  connectionString: string,
  sender: { readonly host: string; readonly pid: number; readonly now: Date },
): Promise<(HeldLock & { readonly id: number }) | undefined> {
  const { client, lost } = await session(connectionString);
  try {
    const shared = await client.query('select pg_try_advisory_lock_shared($1, $2) as taken', [ours, schema]);
    if (shared.rows[0]?.taken !== true) return void (await client.end());
    await client.query('begin');
    const inserted = await client.query(
      'insert into senders (host, pid, started_at) values ($1, $2, $3) returning id',
      [sender.host, sender.pid, sender.now.getTime()],
    );
    const id = Number(inserted.rows[0]?.id);
    await client.query('select pg_advisory_lock($1, $2)', senderLockNumbers(id));
    await client.query('commit');
    return { id, lost, release: () => client.end() };
  } catch (error) {
    await client.end();
    throw explain(error, new URL(connectionString).host);
  }
}

/** A session that holds the outbox's lock, and shares the schema's. Undefined while somebody else has it, or migrates. */
export async function takeOutboxSession(connectionString: string): Promise<HeldLock | undefined> {
  const { client, lost } = await session(connectionString);
  const taken = await client.query(
    'select pg_try_advisory_lock_shared($1, $2) as shared, pg_try_advisory_lock($1, $3) as own',
    [ours, schema, outbox],
  );
  if (taken.rows[0]?.shared === true && taken.rows[0]?.own === true) return { lost, release: () => client.end() };
  return void (await client.end());
}

/** The schema's lock alone to oneself: no sender lives, none starts. Undefined when one does. */
export async function takeSchemaLock(connectionString: string): Promise<HeldLock | undefined> {
  const { client, lost } = await session(connectionString);
  const taken = await client.query('select pg_try_advisory_lock($1, $2) as taken', [ours, schema]);
  if (taken.rows[0]?.taken === true) return { lost, release: () => client.end() };
  return void (await client.end());
}

async function session(connectionString: string): Promise<{ client: pg.Client; lost: AbortSignal }> {
  const client = new pg.Client({ connectionString, application_name: 'vesnik sender', keepAlive: true, options });
  const gone = new AbortController();
  client.on('error', () => gone.abort());
  client.on('end', () => gone.abort());
  try {
    await client.connect();
  } catch (error) {
    throw explain(error, new URL(connectionString).host);
  }
  return { client, lost: gone.signal };
}
