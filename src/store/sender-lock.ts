import { sql, type Transaction } from 'kysely';
import { VesnikError } from '#errors.ts';
import type { Database } from './database.ts';
import { type HeldLock, takeFileLock } from './file-lock.ts';
import type { Store } from './open.ts';
import { outboxLockFile } from './outbox-lock.ts';
import type { Tables } from './schema.ts';
import { senderLockNumbers, takeSchemaLock, takeSessionLock } from './session-lock.ts';
import { inTransaction } from './transaction.ts';

/** Who may claim deliveries. On SQLite one at a time, on PostgreSQL as many as you like. */
export interface Sender {
  /** The `worker` of claims. */
  readonly id: number;
  /** Aborted when the lock was lost though the process lives: send nothing more. */
  readonly lost: AbortSignal;
  /** Frees the claims; what is still `sending` becomes `uncertain`. */
  release(now: Date): Promise<void>;
}

export interface SenderOptions {
  readonly now: Date;
  readonly host: string;
  readonly pid: number;
}

/**
 * Takes the sender lock and accounts for what dead senders left. A dead sender is known by its lock, not by the clock.
 * Throws VesnikError `sender-busy`, which says who holds it.
 */
export async function acquireSender(store: Store, { now, host, pid }: SenderOptions): Promise<Sender> {
  const { id, lock } = await takeLock(store, { now, host, pid });
  try {
    await recoverDead(store, { id }, now);
  } catch (error) {
    // The row stays: whoever comes next finds it without a lock.
    await lock.release();
    throw error;
  }
  return {
    id,
    lost: lock.lost,
    release: async releasedAt => {
      await inTransaction(store, transaction => bury(transaction, id, releasedAt)).finally(() => lock.release());
    },
  };
}

/**
 * Makes what dead senders had on the wire `uncertain` and frees their claims; how many became uncertain. `acquireSender`
 * does it once; where several senders share a PostgreSQL, each calls it now and then.
 */
export async function recoverDead(store: Store, self: Pick<Sender, 'id'>, now: Date): Promise<number> {
  const others = await store.db.selectFrom('senders').select('id').where('id', '!=', self.id).execute();
  let uncertain = 0;
  for (const { id } of others) {
    uncertain += await inTransaction(store, async transaction =>
      (await isDead(store, transaction, id)) ? bury(transaction, id, now) : 0,
    );
  }
  return uncertain;
}

/** Keeps senders from starting (for `migrate`). Throws VesnikError `sender-busy` while one lives. Gives back the release. */
export async function holdOffSenders(database: Database): Promise<() => Promise<void>> {
  const { lockTarget } = database;
  const lock =
    lockTarget.kind === 'file' ? takeFileLock(lockTarget.path) : await takeSchemaLock(lockTarget.connectionString);
  if (lock === undefined) throw await senderBusy(database);
  if (lockTarget.kind !== 'file') return () => lock.release();
  const outbox = takeFileLock(outboxLockFile(lockTarget.path));
  if (outbox === undefined) {
    await lock.release();
    throw doorsOpen(database);
  }
  return async () => {
    await outbox.release();
    await lock.release();
  };
}

async function takeLock(store: Store, sender: SenderOptions): Promise<{ id: number; lock: HeldLock }> {
  if (store.lockTarget.kind === 'postgres') {
    const lock = await takeSessionLock(store.lockTarget.connectionString, sender);
    if (lock === undefined) throw await senderBusy(store);
    return { id: lock.id, lock };
  }
  const lock = takeFileLock(store.lockTarget.path);
  if (lock === undefined) throw await senderBusy(store);
  try {
    const { id } = await store.db
      .insertInto('senders')
      .values({ host: sender.host, pid: sender.pid, started_at: sender.now.getTime() })
      .returning('id')
      .executeTakeFirstOrThrow();
    return { id, lock };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

// On SQLite whoever holds the one lock knows that all others are dead.
async function isDead({ dialect }: Store, transaction: Transaction<Tables>, sender: number): Promise<boolean> {
  if (dialect.name === 'sqlite') return true;
  const [ours, id] = senderLockNumbers(sender);
  const { rows } = await sql<{
    free: boolean;
  }>`select pg_try_advisory_xact_lock(${ours}::int, ${id}::int) as free`.execute(transaction);
  return rows[0]?.free === true;
}

async function bury(transaction: Transaction<Tables>, sender: number, now: Date): Promise<number> {
  let uncertain = 0;
  for (const table of ['deliveries', 'outbox'] as const) {
    const { rows } = await sql<{ state: string }>`
      update ${sql.table(table)} set
        state = case when state = 'sending' then 'uncertain' else state end,
        worker = case when state = 'sending' then worker end,
        available_at = 0,
        changed_at = ${now.getTime()}
      where worker = ${sender} and state in ('queued', 'deferred', 'sending')
      returning state`.execute(transaction);
    uncertain += rows.filter(row => row.state === 'uncertain').length;
  }
  await transaction.deleteFrom('senders').where('id', '=', sender).execute();
  return uncertain;
}

function doorsOpen({ place }: Database): VesnikError {
  return new VesnikError({
    code: 'sender-busy',
    message: `The doors of ${place} are open: npx vesnik serve, or a worker, is sending confirmations.`,
    hint: 'Stop it (SIGTERM) and try again. A process that died holds no lock.',
  });
}

async function senderBusy({ db, place }: Database): Promise<VesnikError> {
  // Whoever holds the lock may be making the tables just now.
  const tables = await db.introspection.getTables();
  const holder = tables.some(({ name }) => name === 'senders')
    ? await db.selectFrom('senders').selectAll().orderBy('id', 'desc').executeTakeFirst()
    : undefined;
  const who =
    holder === undefined
      ? 'another command'
      : `process ${holder.pid} on ${holder.host}, since ${new Date(holder.started_at).toISOString()},`;
  return new VesnikError({
    code: 'sender-busy',
    message: `The sender lock of ${place} is taken: ${who} is sending or migrating.`,
    hint: 'Let it finish, or stop it (SIGTERM) and try again. A process that died holds no lock.',
  });
}
