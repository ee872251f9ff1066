import { dayHash } from '#keys/day-hash.ts';
import type { Store } from './open.ts';

/** What is counted at the door to join. `network`: a /48 of IPv6; `large`: a domain of one of the large providers. */
export type CountKind = 'client' | 'network' | 'mailbox' | 'domain' | 'large';

interface Counted {
  /** `link`: mails with the link to somebody's data, by their reference. */
  readonly kind: CountKind | 'link';
  readonly what: string;
}

/** Nothing is counted for longer: with the hour until the next `forgetSignUpCounts` a row is gone after a day. */
export const longestWindowMs = 23 * 60 * 60 * 1000;

const dayMs = 24 * 60 * 60 * 1000;

/**
 * Counts one more of something and says how many there were since the first of this window, this one included; the same count for
 * every server of this database. A window is over after `windowMs`, and at midnight in UTC, when the key changes. Of the thing itself only a
 * keyed hash is stored.
 */
export async function countSignUp(
  { db, ring }: Pick<Store, 'db' | 'ring'>,
  counted: Counted,
  { windowMs, now }: { readonly windowMs: number; readonly now: Date },
): Promise<number> {
  const moment = now.getTime();
  const row = { hash: dayHash(ring, now, nameOf(counted)), count: 1, expires_at: moment + windowMs };
  const { count } = await db
    .insertInto('sign_up_counts')
    .values(row)
    .onConflict(conflict =>
      conflict.column('hash').doUpdateSet(({ eb, ref }) => ({
        count: eb
          .case()
          .when('sign_up_counts.expires_at', '<=', moment)
          .then(1)
          .else(eb('sign_up_counts.count', '+', 1))
          .end(),
        expires_at: eb
          .case()
          .when('sign_up_counts.expires_at', '<=', moment)
          .then(ref('excluded.expires_at'))
          .else(ref('sign_up_counts.expires_at'))
          .end(),
      })),
    )
    .returning('count')
    .executeTakeFirstOrThrow();
  return count;
}

/** Deletes the count of something, of this day and the one before. */
export async function forgetCount(
  { db, ring }: Pick<Store, 'db' | 'ring'>,
  counted: Counted,
  now: Date,
): Promise<void> {
  const hashes = [now, new Date(now.getTime() - dayMs)].map(day => dayHash(ring, day, nameOf(counted)));
  await db.deleteFrom('sign_up_counts').where('hash', 'in', hashes).execute();
}

/** Deletes the counts whose window is over; call it every hour. */
export async function forgetSignUpCounts({ db }: Store, now: Date): Promise<void> {
  await db
    .deleteFrom('sign_up_counts')
    // The second where the clock was set back.
    .where(({ eb, or }) => or([eb('expires_at', '<=', now.getTime()), eb('expires_at', '>', now.getTime() + dayMs)]))
    .execute();
}

function nameOf({ kind, what }: Counted): string {
  return `${kind} ${what}`;
}
