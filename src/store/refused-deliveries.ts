import type { Store } from './open.ts';

/** What was refused for good while it was being delivered, and of how many: those whom the relay has answered for good. */
export interface RefusedDeliveries {
  readonly tried: number;
  /** Of readers who are known still, and not read before. `answer`: redacted. */
  readonly refused: readonly { readonly id: number; readonly answer: string }[];
}

export async function refusedDeliveries({ db }: Store, mailing: number): Promise<RefusedDeliveries> {
  const { tried } = await db
    .selectFrom('deliveries')
    .select(({ fn }) => fn.countAll<number>().as('tried'))
    .where('mailing_id', '=', mailing)
    .where('state', 'in', ['sent', 'failed'])
    .executeTakeFirstOrThrow();
  const rows = await db
    .selectFrom('deliveries')
    .select(['id', 'answer'])
    .where('mailing_id', '=', mailing)
    .where('state', '=', 'failed')
    .where('subscriber_id', 'is not', null)
    .where('bounce_verdict', 'is', null)
    .orderBy('id')
    .execute();
  return { tried, refused: rows.map(({ id, answer }) => ({ id, answer: answer ?? '' })) };
}
