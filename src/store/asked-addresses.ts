import { type Kysely, sql } from 'kysely';
import type { Store } from './open.ts';
import type { Tables } from './schema.ts';

/** In so long nobody gets more than `mostMails` because somebody typed their address; and nobody signs it up whose owner said “not me”. */
const calmMs = 30 * 24 * 60 * 60 * 1000;
const mostMails = 3;

/**
 * Whether an address may be sent one more mail that asks its owner. Holds the address until the transaction ends, which must be yours: a
 * rival with the same one waits here.
 */
export async function mayBeAsked(db: Kysely<Tables>, addressIndex: Buffer, now: Date): Promise<boolean> {
  const moment = now.getTime();
  const { mails, since, quiet_until } = await db
    .insertInto('asked_addresses')
    .values({ address_index: addressIndex, mails: 0, since: moment, quiet_until: null })
    .onConflict(conflict =>
      conflict.column('address_index').doUpdateSet(({ ref }) => ({ since: ref('asked_addresses.since') })),
    )
    .returning(['mails', 'since', 'quiet_until'])
    .executeTakeFirstOrThrow();
  if (quiet_until !== null && quiet_until > moment) return false;
  return mails < mostMails || isOver(since, moment);
}

/** Holds the address of a reference as `mayBeAsked` does. Before the row of the person is held, as `signUp` takes them: else each waits for the other. */
export async function holdAddress(db: Kysely<Tables>, ref: Uint8Array, now: Date): Promise<void> {
  const person = await db
    .selectFrom('subscribers')
    .select('address_index')
    .where('ref', '=', Buffer.from(ref))
    .executeTakeFirst();
  if (person !== undefined) await mayBeAsked(db, person.address_index, now);
}

/** Counts a mail that asks. After `mayBeAsked`, in the same transaction. */
export async function countAsked(db: Kysely<Tables>, addressIndex: Buffer, now: Date): Promise<void> {
  const moment = now.getTime();
  const over = sql<boolean>`(mails = 0 or abs(since - ${moment}) >= ${calmMs})`;
  await db
    .updateTable('asked_addresses')
    .set({
      mails: sql<number>`case when ${over} then 1 else mails + 1 end`,
      since: sql<number>`case when ${over} then ${moment} else since end`,
    })
    .where('address_index', '=', addressIndex)
    .execute();
}

/** Nobody signs this address up at the door for thirty days. Of the address only its keyed hash is kept, for so long. */
export async function keepQuiet(db: Kysely<Tables>, addressIndex: Buffer, now: Date): Promise<void> {
  const quiet = { quiet_until: now.getTime() + calmMs };
  await db
    .insertInto('asked_addresses')
    .values({ address_index: addressIndex, mails: 0, since: now.getTime(), ...quiet })
    .onConflict(conflict => conflict.column('address_index').doUpdateSet(quiet))
    .execute();
}

/** Deletes what is older than thirty days; call it every hour. */
export async function forgetAsked({ db }: Pick<Store, 'db'>, now: Date): Promise<void> {
  const moment = now.getTime();
  await db
    .deleteFrom('asked_addresses')
    .where(({ eb, or }) =>
      // The second where the clock was set back, the third where the wish was refused before any mail was written.
      or([eb('since', '<=', moment - calmMs), eb('since', '>=', moment + calmMs), eb('mails', '=', 0)]),
    )
    .where(({ eb, or }) => or([eb('quiet_until', 'is', null), eb('quiet_until', '<=', moment)]))
    .execute();
}

// Also where the clock was set back by more than that.
function isOver(since: number, moment: number): boolean {
  return Math.abs(moment - since) >= calmMs;
}
