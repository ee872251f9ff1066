import { sql } from 'kysely';
import { wantsIssues } from './audience.ts';
import { addressOf } from './live-keys.ts';
import type { Store } from './open.ts';
import { type Provider, providers } from './provider.ts';
import { endUnsent } from './unsent.ts';

/** A delivery on loan to a worker: nobody else takes it before the lease ends. Nothing was sent yet. */
export interface Claim {
  readonly id: number;
  readonly mailing: number;
  readonly variant: number;
  /** 16 random bytes: Message-ID, VERP address and links come from these. */
  readonly bytes: Buffer;
  readonly address: string;
  /** 16 bytes, for the tokens of personal links. */
  readonly subscriberRef: Buffer;
  readonly list: string;
  readonly provider: Provider;
  /** Attempts before this one. */
  readonly attempts: number;
}

export interface ClaimOptions {
  /** `Sender.id`. */
  readonly worker: number;
  readonly limit: number;
  readonly now: Date;
  readonly leaseMs: number;
  /** Of this mailing only. */
  readonly mailing?: number;
  /** Of these providers only, so many rows of each at most; absent: of any. */
  readonly ofProviders?: ReadonlyMap<Provider, number>;
}

/**
 * Lends up to `limit` rows that are queued, or deferred and due, of mailings that have begun (beginning.ts) and are neither paused nor over.
 * Two workers never hold the same row. A mailing whose rows are claimed is `sending` from then on.
 */
export async function claimDeliveries(store: Store, options: ClaimOptions): Promise<Claim[]> {
  const { worker, limit, leaseMs, mailing, ofProviders } = options;
  const now = options.now.getTime();
  const ofMailing = mailing === undefined ? sql`` : sql`and m.id = ${mailing}`;
  // Each provider by itself: the index leads to its rows, past those of a provider whose mails wait in thousands.
  const heaps = ofProviders === undefined ? [{ of: providers, most: limit }] : [...ofProviders].map(heapOf);
  const picked = heaps.map(
    ({ of, most }) => sql`(
      select d.id from mailings m join deliveries d on d.mailing_id = m.id
      where m.state in ('approved', 'sending') ${ofMailing}
        and d.provider in (${sql.join(of)})
        and d.state in ('queued', 'deferred') and d.available_at <= ${now}
      limit ${Math.min(most, limit)} ${store.dialect.skipLocked}
    )`,
  );
  if (picked.length === 0) return [];
  const names = picked.map((_, at) => sql.ref(`heap${at}`));
  const heap = sql.join(picked.map((select, at) => sql`${names[at]} as ${select}`));
  const all = sql.join(
    names.map(name => sql`select id from ${name}`),
    sql` union all `,
  );
  const { rows } = await sql<ClaimedRow>`
    with ${heap}, picked as (${all})
    update deliveries set worker = ${worker}, available_at = ${now + leaseMs}
    from picked where deliveries.id = picked.id
    returning deliveries.id, mailing_id as mailing, variant_id as variant, bytes, list, provider, attempts,
      (select s.sealed from subscribers s where s.id = deliveries.subscriber_id) as sealed,
      (select s.ref from subscribers s where s.id = deliveries.subscriber_id) as ref`.execute(store.db);
  await startMailings(store, [...new Set(rows.map(row => row.mailing))]);
  const claims: Claim[] = [];
  for (const { sealed, ref, ...row } of rows) {
    if (sealed === null || ref === null) continue;
    claims.push({ ...row, address: await addressOf(store, sealed, ref), subscriberRef: ref });
  }
  return claims;
}

function heapOf([provider, most]: readonly [Provider, number]): { of: readonly Provider[]; most: number } {
  return { of: [provider], most };
}

interface ClaimedRow extends Omit<Claim, 'address' | 'subscriberRef'> {
  // Null when the subscriber was forgotten at this very moment; `forget` has cancelled the row.
  readonly sealed: Buffer | null;
  readonly ref: Buffer | null;
}

/**
 * Commits `sending` for claimed rows before their first byte goes; the ids that may go. In the same statement each
 * subscriber is looked at once more: a row whose subscriber is no longer active, has paused, or is suppressed, becomes `cancelled`.
 * Rows of a mailing that was paused or cancelled, and rows whose lease somebody else took over, are left alone.
 * Mark no more at a time than are about to be on the wire (2 × connections).
 */
export async function markSending(
  store: Pick<Store, 'db' | 'dialect'>,
  { worker, ids, now }: { readonly worker: number; readonly ids: readonly number[]; readonly now: Date },
): Promise<ReadonlySet<number>> {
  if (ids.length === 0) return new Set();
  const asked = JSON.stringify(ids.map(id => [id]));
  // `+worker`: as in outcomes.ts.
  const { rows } = await sql<{ id: number; state: string }>`
    with asked as materialized (
      select cast(value ->> 0 as integer) as id from ${store.dialect.elementsOf(asked)}
    ),
    ready as materialized (
      select d.id from deliveries d join subscribers s on s.id = d.subscriber_id
      where d.id in (select id from asked) and s.state = 'active' and ${wantsIssues(now)}
        and not exists (select 1 from suppressions x where x.address_index = s.address_index)
      ${store.dialect.holdSubscribers}
    ),
    going as (select asked.id, ready.id is not null as is_ready from asked left join ready on ready.id = asked.id)
    update deliveries set
      state = case when is_ready then 'sending' else ${endUnsent} end,
      worker = case when is_ready then worker end,
      attempts = case when is_ready then attempts + 1 else attempts end,
      attempted_at = case when is_ready then ${now.getTime()} else attempted_at end,
      changed_at = ${now.getTime()}
    from going
    where deliveries.id = going.id and +worker = ${worker} and state in ('queued', 'deferred')
      and exists (select 1 from mailings m where m.id = mailing_id and m.state in ('approved', 'sending'))
    returning deliveries.id, state`.execute(store.db);
  return new Set(rows.filter(row => row.state === 'sending').map(row => row.id));
}

/** Gives back what a worker has claimed and not marked; how many rows. */
export async function releaseClaims(
  store: Store,
  { worker, now }: { readonly worker: number; readonly now: Date },
): Promise<number> {
  const { numUpdatedRows } = await store.db
    .updateTable('deliveries')
    .set({ worker: null, available_at: 0, changed_at: now.getTime() })
    .where('worker', '=', worker)
    .where('state', 'in', ['queued', 'deferred'])
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

async function startMailings({ db }: Store, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return;
  await db
    .updateTable('mailings')
    .set({ state: 'sending' })
    .where('id', 'in', ids)
    .where('state', '=', 'approved')
    .execute();
}
