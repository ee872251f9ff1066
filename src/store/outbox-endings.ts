import { isFar } from './far.ts';
import type { Store } from './open.ts';

const mostAttempts = 10;

/** It was sent, refused for good or given up: no trace of it stays. */
export async function dropOutboxMail({ db }: Store, id: number): Promise<void> {
  await db.deleteFrom('outbox').where('id', '=', id).execute();
}

/** The relay put it off, or never answered: again at that moment. `answer` is redacted. */
export async function deferOutboxMail(
  { db }: Store,
  id: number,
  { answer, nextAttempt, now }: { readonly answer: string; readonly nextAttempt: Date; readonly now: Date },
): Promise<void> {
  await db
    .updateTable('outbox')
    .set({ state: 'deferred', answer, available_at: nextAttempt.getTime(), changed_at: now.getTime() })
    .where('id', '=', id)
    .execute();
}

/** The relay was not asked: at any time, and this was no attempt. */
export async function giveBackOutboxMail({ db }: Store, id: number, now: Date): Promise<void> {
  await db
    .updateTable('outbox')
    .set(({ eb }) => ({
      state: 'deferred',
      attempts: eb('attempts', '-', 1),
      available_at: 0,
      changed_at: now.getTime(),
    }))
    .where('id', '=', id)
    .execute();
}

/**
 * What a sender that was killed left on the wire goes again, with the same Message-ID: a confirmation that is lost keeps somebody
 * out, one that comes twice does not harm. Call it with the outbox lock in hand.
 */
export async function recoverOutbox({ db }: Store, now: Date): Promise<void> {
  await db.deleteFrom('outbox').where('attempts', '>=', mostAttempts).execute();
  await db
    .updateTable('outbox')
    .set({ state: 'deferred', worker: null, available_at: 0, changed_at: now.getTime() })
    .where('state', 'in', ['sending', 'uncertain'])
    .execute();
}

/** What was put off while the clock was ahead may go now: it would wait for as long as the clock had jumped. */
export async function bringOutboxNear({ db }: Pick<Store, 'db'>, now: Date): Promise<void> {
  await db.updateTable('outbox').set({ available_at: 0 }).where(isFar(now)).execute();
}
