import { sql } from 'kysely';
import type { Store } from './open.ts';

/** A delivery that the relay refused for good, of which nothing was made yet. */
export interface RefusedDelivery {
  readonly id: number;
  /** Redacted. */
  readonly answer: string;
}

/** Those of a mailing whose readers are not forgotten, and how many went out. */
export async function refusedDeliveries(
  { db }: Store,
  mailing: number,
): Promise<{ readonly sent: number; readonly refused: readonly RefusedDelivery[] }> {
  const refused = await db
    .selectFrom('deliveries')
    .select(['id', 'answer'])
    .where('mailing_id', '=', mailing)
    .where('state', '=', 'failed')
    .where('bounce_verdict', 'is', null)
    .where('subscriber_id', 'is not', null)
    .orderBy('id')
    .execute();
  if (refused.length === 0) return { sent: 0, refused: [] };
  const { sent } = await db
    .selectFrom('deliveries')
    .select(sql<number>`count(*)`.as('sent'))
    .where('mailing_id', '=', mailing)
    .where('state', '=', 'sent')
    .executeTakeFirstOrThrow();
  return { sent: Number(sent), refused: refused.map(({ id, answer }) => ({ id, answer: answer ?? '' })) };
}
