import type { NoticeFacts } from '#store/notice.ts';
import type { Store } from '#store/open.ts';
import { stuckMails } from '#store/outbox-state.ts';
import { lastSeenSender } from '#store/sender-beat.ts';
import type { MailingStatus } from '#store/status.ts';
import { knownTroubles } from '#store/troubles.ts';

/** What a person should know beside the counts of a mailing. */
export interface Standing {
  /** What keeps it from going out, since when, and what is told of it. */
  readonly troubles: readonly {
    readonly kind: 'pages' | 'relay' | 'worker';
    readonly since: string;
    /** Addresses that do not open: the first of them, and how many more. */
    readonly missing?: readonly string[];
    readonly more?: number;
    /** What happened at the relay, redacted. */
    readonly words?: string;
  }[];
  /** Where it waits and nobody sends: for how many minutes no worker has been seen; null: none has begun since the last one ended. */
  readonly noWorkerForMinutes?: number | null;
  /** Mails to single people that have waited for a quarter of an hour. */
  readonly outbox?: { readonly readers: number; readonly notices: number; readonly minutes: number };
}

// A sender says every half minute that it lives.
const silentMs = 2 * 60_000;
const stuckMs = 15 * 60_000;

/** How things stand for a mailing at this moment. */
export async function mailingStanding(
  store: Store,
  { issue, state, counts }: Pick<MailingStatus, 'issue' | 'state' | 'counts'>,
  now: Date,
): Promise<Standing> {
  const known = await knownTroubles(store);
  const troubles = known
    .filter(trouble => trouble.issue === issue && !trouble.isOver)
    .map(({ kind, since, facts }) => ({ kind, since: since.toISOString(), ...detailOf(facts) }));
  const waits =
    state === 'scheduled' || (['approved', 'sending'].includes(state) && counts.queued + counts.deferred > 0);
  const silent = waits ? await silentMinutes(store, now) : undefined;
  const outbox = await outboxStanding(store, now);
  return { troubles, ...(silent !== undefined && { noWorkerForMinutes: silent }), ...(outbox && { outbox }) };
}

function detailOf(facts: NoticeFacts | undefined) {
  if (facts?.about === 'pages') return { missing: facts.missing, more: facts.more };
  return facts?.about === 'relay' ? { words: facts.words } : {};
}

async function silentMinutes(store: Store, now: Date): Promise<number | null | undefined> {
  const seen = await lastSeenSender(store);
  if (seen === undefined) return null;
  const ms = now.getTime() - seen.getTime();
  return ms < silentMs ? undefined : minutesOf(ms);
}

/** Mails that have waited for too long, whether anything was ever mailed or not. */
export async function outboxStanding(store: Store, now: Date): Promise<Standing['outbox']> {
  const { oldest, readers, notices } = await stuckMails(store, new Date(now.getTime() - stuckMs));
  if (oldest === undefined) return undefined;
  return { readers, notices, minutes: minutesOf(now.getTime() - oldest.getTime()) };
}

function minutesOf(ms: number): number {
  return Math.floor(ms / 60_000);
}
