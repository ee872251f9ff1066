import { type AnswerGroup, groupAnswers } from './answer-groups.ts';
import { type DeliveryCounts, type DeliveryState, noDeliveries } from './delivery-state.ts';
import { getMailing } from './mailings.ts';
import type { Store } from './open.ts';
import type { Provider } from './provider.ts';

/** How a mailing goes where, and why it does not. Empty once its deliveries have become counts, 90 days after its end. */
export interface MailingDetail {
  readonly byProvider: Readonly<Partial<Record<Provider, DeliveryCounts>>>;
  /** The answers to deliveries that did not arrive or may not have, the most frequent first; ten at most. */
  readonly reasons: readonly AnswerGroup[];
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
  return { byProvider, reasons: groupAnswers(counts).slice(0, mostReasons) };
}
