import type { Excluded } from './audience.ts';
import { type DeliveryCounts, type DeliveryState, noDeliveries } from './delivery-state.ts';
import { earlierMailings, getMailing, type Mailing } from './mailings.ts';
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
  /** The newest first; absent: none. */
  readonly earlier?: readonly EarlierMailing[];
}

/** A mailing of the same issue that was cancelled before: who got it, or may have, is left out of the later one. */
export interface EarlierMailing {
  /** ISO 8601, UTC. */
  readonly approvedAt: string;
  readonly recipients: number;
  readonly counts: DeliveryCounts;
}

/** How the issue's mailing stands. Throws VesnikError `not-mailed`. */
export async function mailingStatus(store: Store, issue: string): Promise<MailingStatus> {
  const mailing = await getMailing(store, issue);
  const status = await statusOf(store, mailing);
  const before = await earlierMailings(store, mailing);
  if (before.length === 0) return status;
  const earlier: EarlierMailing[] = [];
  for (const each of before) {
    const { recipients, counts } = await statusOf(store, each);
    earlier.push({ approvedAt: each.createdAt.toISOString(), recipients, counts });
  }
  return { ...status, earlier };
}

/** The same of this very mailing. */
export async function statusOf(store: Store, mailing: Mailing): Promise<MailingStatus> {
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
  readonly list: string;
  readonly provider: Provider;
  readonly state: DeliveryState;
  readonly attempts: number;
  readonly attemptedAt?: Date;
  readonly answer?: string;
}

/**
 * The issue's deliveries in one state (`uncertain`: for a person to judge), those of its cancelled mailings too, in order of their ids,
 * at most `limit`. Throws VesnikError `not-mailed`.
 */
export async function listDeliveries(
  store: Store,
  { issue, state, limit = 1000 }: { readonly issue: string; readonly state: DeliveryState; readonly limit?: number },
): Promise<DeliveryReport[]> {
  const mailing = await getMailing(store, issue);
  const all = [mailing, ...(await earlierMailings(store, mailing))];
  const rows = await store.db
    .selectFrom('deliveries')
    .select(['id', 'bytes', 'list', 'provider', 'state', 'attempts', 'attempted_at', 'answer'])
    .where(
      'mailing_id',
      'in',
      all.map(({ id }) => id),
    )
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
