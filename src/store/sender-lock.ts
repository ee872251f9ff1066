import { VesnikError } from '#errors.ts';
import type { Database } from './database.ts';
import { bury, recoverDead } from './dead-senders.ts';
import { pauseInDoubt } from './doubt.ts';
import { type HeldLock, takeFileLock } from './file-lock.ts';
import type { Store } from './open.ts';
import { outboxLockFile } from './outbox-lock.ts';
import { advanceMark, isBehindMark } from './sender-mark.ts';
import { takeSchemaLock, takeSessionLock } from './session-lock.ts';
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
 * Throws VesnikError: `sender-busy`, which says who holds it; `database-older` once where mail has left since the database was made what
 * it is, and every mailing is paused then.
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
      try {
        await inTransaction(store, transaction => bury(transaction, id, releasedAt));
        await advanceMark(store);
      } finally {
        await lock.release();
      }
    },
  };
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
    if (await isBehindMark(store)) throw await pausedInDoubt(store, sender.now);
    await advanceMark(store);
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

async function pausedInDoubt(store: Store, now: Date): Promise<VesnikError> {
  const paused = await inTransaction(store, transaction => pauseInDoubt(transaction, now));
  // Said once: what was mailed since is in doubt from now on.
  await advanceMark(store);
  const issues = paused.map(
    ({ issue, waiting, uncertain }) => `${issue} (waiting: ${waiting}, may have arrived: ${uncertain})`,
  );
  return new VesnikError({
    code: 'database-older',
    message:
      `The database ${store.place} is older than what was mailed from it: an old copy was put in its place, or the disk lost something. ` +
      (issues.length === 0 ? 'No mailing was under way in it.' : `Paused: ${issues.join(', ')}.`),
    hint: 'Whoever signed up, changed or left since the copy was made is not in it. Look with npx vesnik status, then npx vesnik resume <issue>;\nnpx vesnik resume <issue> --retry-uncertain mails those too who may have it already.',
    kind: 'partly',
  });
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
