import type { Excluded } from './audience.ts';
import { type DeliveryCounts, type DeliveryState, noDeliveries } from './delivery-state.ts';
import { getMailing, type Mailing, mailingsOf } from './mailings.ts';
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
  /** Mailings of the same issue that were cancelled before this one was approved, the newest first; absent: none. */
  readonly earlier?: readonly EarlierMailing[];
}

export interface EarlierMailing extends Pick<MailingStatus, 'state' | 'recipients' | 'excluded' | 'counts' | 'byList'> {
  /** ISO 8601. */
  readonly approved: string;
}

/** How the issue's mailing stands, and those that were cancelled before it. Throws VesnikError `not-mailed`. */
export async function mailingStatus(store: Store, issue: string): Promise<MailingStatus> {
  const [newest, ...others] = await mailingsOf(store, issue);
  const status = await standOf(store, newest ?? (await getMailing(store, issue)));
  const earlier: EarlierMailing[] = [];
  for (const mailing of others) {
    const { state, recipients, excluded, counts, byList } = await standOf(store, mailing);
    earlier.push({ approved: mailing.createdAt.toISOString(), state, recipients, excluded, counts, byList });
  }
  return { ...status, ...(earlier.length > 0 && { earlier }) };
}

/** How one mailing stands, whatever else there was of its issue. */
export async function standOf(store: Store, mailing: Mailing): Promise<MailingStatus> {
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
    issue: mailing.issue,
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
  /** Id of its frozen variant. */
  readonly variant: number;
  readonly list: string;
  readonly provider: Provider;
  readonly state: DeliveryState;
  readonly attempts: number;
  readonly attemptedAt?: Date;
  readonly answer?: string;
}

/** The issue's deliveries in one state (`uncertain`: for a person to judge), of cancelled mailings too, in order of their ids, at most `limit`. */
export async function listDeliveries(
  store: Store,
  { issue, state, limit = 1000 }: { readonly issue: string; readonly state: DeliveryState; readonly limit?: number },
): Promise<DeliveryReport[]> {
  const { id: newest } = await getMailing(store, issue);
  const others = await mailingsOf(store, issue);
  const rows = await store.db
    .selectFrom('deliveries')
    .select(['id', 'bytes', 'variant_id as variant', 'list', 'provider', 'state', 'attempts', 'attempted_at', 'answer'])
    .where('mailing_id', 'in', [newest, ...others.map(({ id }) => id)])
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
