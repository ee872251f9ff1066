import type { Excluded } from './audience.ts';
import { type DeliveryCounts, type DeliveryState, noDeliveries } from './delivery-state.ts';
import { getMailing, type Mailing } from './mailings.ts';
import type { Store } from './open.ts';
import type { Provider } from './provider.ts';
import type { Held } from './refusals.ts';

/** `vesnik status <issue> --json`. `recipients` is always the sum of `counts`. */
export interface MailingStatus {
  readonly issue: string;
  readonly state: Mailing['state'];
  readonly recipients: number;
  readonly excluded: Excluded;
  readonly counts: DeliveryCounts;
  readonly byList: Readonly<Record<string, DeliveryCounts>>;
  /** Why it paused by itself. */
  readonly held?: Held;
}

/** How the issue's mailing stands. Throws VesnikError `not-mailed`. */
export async function mailingStatus(store: Store, issue: string): Promise<MailingStatus> {
  const mailing = await getMailing(store, issue);
  // One statement, so that nobody is counted twice or not at all while rows become counts.
  const rows = await store.db
    .selectFrom('deliveries')
    .select(['list', 'state', ({ fn }) => fn.countAll<number>().as('count')])
    .where('mailing_id', '=', mailing.id)
    .groupBy(['list', 'state'])
    .unionAll(({ selectFrom }) =>
      selectFrom('delivery_counts').select(['list', 'state', 'count']).where('mailing_id', '=', mailing.id),
    )
    .orderBy('list')
    .execute();
  const counts = noDeliveries();
  const byList: Record<string, Record<DeliveryState, number>> = Object.create(null);
  for (const { list, state, count } of rows) {
    counts[state] += count;
    byList[list] = { ...(byList[list] ?? noDeliveries()) };
    byList[list][state] += count;
  }
  return {
    issue,
    state: mailing.state,
    recipients: mailing.recipients,
    excluded: mailing.excluded,
    counts,
    byList,
    ...(mailing.held !== undefined && { held: mailing.held }),
  };
}

/** One delivery as a report shows it: no address; the bytes make its Message-ID, by which a relay's log knows it. */
export interface DeliveryReport {
  readonly id: number;
  readonly bytes: Buffer;
  readonly list: string;
  readonly provider: Provider;
  readonly state: DeliveryState;
  readonly attempts: number;
  readonly attemptedAt?: Date;
  readonly answer?: string;
}

/** The issue's deliveries in one state (`uncertain`: for a person to judge), in order of their ids, at most `limit`. */
export async function listDeliveries(
  store: Store,
  { issue, state, limit = 1000 }: { readonly issue: string; readonly state: DeliveryState; readonly limit?: number },
): Promise<DeliveryReport[]> {
  const mailing = await getMailing(store, issue);
  const rows = await store.db
    .selectFrom('deliveries')
    .select(['id', 'bytes', 'list', 'provider', 'state', 'attempts', 'attempted_at', 'answer'])
    .where('mailing_id', '=', mailing.id)
    .where('state', '=', state)
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(({ attempted_at, answer, ...row }) => ({
    ...row,
    ...(attempted_at === null ? {} : { attemptedAt: new Date(attempted_at) }),
    ...(answer === null ? {} : { answer }),
  }));
}
