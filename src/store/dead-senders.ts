import { sql, type Transaction } from 'kysely';
import { isFar } from './far.ts';
import type { Store } from './open.ts';
import type { Tables } from './schema.ts';
import type { Sender } from './sender-lock.ts';
import { senderLockNumbers } from './session-lock.ts';
import { inTransaction } from './transaction.ts';

/**
 * Makes what dead senders had on the wire `uncertain` and frees their claims; how many became uncertain. Brings near what waits for a
 * moment that only a clock gone wrong can have set. `acquireSender` does it once; where several senders share a PostgreSQL, each calls
 * it now and then.
 */
export async function recoverDead(store: Store, self: Pick<Sender, 'id'>, now: Date): Promise<number> {
  let uncertain = 0;
  for (const id of await otherSenders(store, self)) {
    uncertain += await inTransaction(store, async transaction =>
      (await isDead(store, transaction, id)) ? bury(transaction, id, now) : 0,
    );
  }
  await bringNear(store, now);
  return uncertain;
}

/** Ends a sender: its claims are free, what it has on the wire is `uncertain`; how many that were. */
export async function bury(transaction: Transaction<Tables>, sender: number, now: Date): Promise<number> {
  let uncertain = 0;
  for (const table of ['deliveries', 'outbox'] as const) {
    const { rows } = await sql<{ state: string }>`
      update ${sql.table(table)} set
        state = case when state = 'sending' then 'uncertain' else state end,
        worker = case when state = 'sending' then worker end,
        available_at = 0,
        answer = case when state = 'sending' then 'the sender ended before the relay answered' else answer end,
        changed_at = ${now.getTime()}
      where worker = ${sender} and state in ('queued', 'deferred', 'sending')
      returning state`.execute(transaction);
    uncertain += rows.filter(row => row.state === 'uncertain').length;
  }
  await transaction.deleteFrom('senders').where('id', '=', sender).execute();
  return uncertain;
}

// Also those without a row: one that was taken for dead while it lived may have claimed again before it died.
async function otherSenders({ db }: Store, self: Pick<Sender, 'id'>): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select id from senders where id <> ${self.id}
    union
    select worker from deliveries
    where worker is not null and worker <> ${self.id} and state in ('queued', 'deferred', 'sending')`.execute(db);
  return rows.map(({ id }) => id);
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

async function bringNear({ db }: Store, now: Date): Promise<void> {
  await sql`
    update deliveries set available_at = 0
    where ${isFar(now)} and worker is null
      and mailing_id in (select id from mailings where state in ('scheduled', 'approved', 'sending', 'paused'))`.execute(
    db,
  );
}
