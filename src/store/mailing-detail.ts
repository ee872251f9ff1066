import { type AnswerGroup, groupAnswers } from './answer-groups.ts';
import { type DeliveryCounts, type DeliveryState, noDeliveries } from './delivery-state.ts';
import { getMailing } from './mailings.ts';
import type { Store } from './open.ts';
import type { Provider } from './provider.ts';

/** How a mailing goes where, and why it does not. The first two are empty once its deliveries have become counts, 90 days after its end. */
export interface MailingDetail {
  readonly byProvider: Readonly<Partial<Record<Provider, DeliveryCounts>>>;
  /** The answers to deliveries that did not arrive or may not have, the most frequent first; ten at most. */
  readonly reasons: readonly AnswerGroup[];
  /** Why mails that the relay had taken came back later, the most frequent first; these stay when deliveries become counts. */
  readonly cameBack: readonly { readonly reason: string; readonly count: number }[];
}

const mostReasons = 10;
/** Different answers that are read; a server that says something else each time has no more of them looked at. */
const mostAnswers = 5000;

/** Throws VesnikError `not-mailed`. */
export async function mailingDetail(store: Store, issue: string): Promise<MailingDetail> {
  const { id } = await getMailing(store, issue);
  const states = await store.db
    .selectFrom('deliveries')
    .select(['provider', 'state', ({ fn }) => fn.countAll<number>().as('count')])
    .where('mailing_id', '=', id)
    .groupBy(['provider', 'state'])
    .orderBy('provider')
    .execute();
  const answers = await store.db
    .selectFrom('deliveries')
    .select(['state', 'provider', 'answer', ({ fn }) => fn.countAll<number>().as('count')])
    .where('mailing_id', '=', id)
    .where('state', 'in', ['deferred', 'failed', 'uncertain'])
    .groupBy(['state', 'provider', 'answer'])
    .orderBy('count', 'desc')
    .limit(mostAnswers)
    .execute();
  const byProvider: Partial<Record<Provider, Record<DeliveryState, number>>> = {};
  for (const { provider, state, count } of states) {
    byProvider[provider] = { ...(byProvider[provider] ?? noDeliveries()) };
    byProvider[provider][state] = count;
  }
  const counts = answers.map(({ answer, ...row }) => ({ ...row, answer: answer ?? '' }));
  return { byProvider, reasons: groupAnswers(counts).slice(0, mostReasons), cameBack: await bouncesOf(store, id) };
}

async function bouncesOf({ db }: Store, mailing: number): Promise<MailingDetail['cameBack']> {
  const rows = await db
    .selectFrom('deliveries')
    .select(['bounce_reason as reason', ({ fn }) => fn.countAll<number>().as('count')])
    .where('mailing_id', '=', mailing)
    .where('bounce_reason', 'is not', null)
    // What was refused at once is no mail that came back.
    .where('state', '!=', 'failed')
    .groupBy('bounce_reason')
    .unionAll(({ selectFrom }) =>
      selectFrom('bounce_counts').select(['reason', 'count']).where('mailing_id', '=', mailing),
    )
    .execute();
  const sums = new Map<string, number>();
  for (const { reason, count } of rows) if (reason !== null) sums.set(reason, (sums.get(reason) ?? 0) + count);
  return [...sums].map(([reason, count]) => ({ reason, count })).toSorted((a, b) => b.count - a.count);
}
