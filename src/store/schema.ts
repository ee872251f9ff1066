import type { Generated } from 'kysely';
import type { BounceVerdict } from './bounces.ts';
import type { DeliveryState } from './delivery-state.ts';
import type { LeavingReason } from './leaving-reason.ts';
import type { MailingKind } from './mailing-kind.ts';
import type { MailingState } from './mailing-state.ts';
import type { OutboxKind } from './outbox-kind.ts';
import type { Provider } from './provider.ts';
import type { Form, SubscriberState } from './subscriber-state.ts';
import type { SuppressionReason } from './suppressions.ts';
import type { TroubleKind } from './trouble-kind.ts';

/**
 * The tables, the same on both databases. Moments are milliseconds since 1970 in UTC; `*_at` names one. Bytes are BLOB or
 * bytea. No column holds an address in the clear.
 */
export interface Tables {
  migrations: { version: number; name: string; applied_at: number };
  keys: { kind: string; id: number; wrapped: Buffer; created_at: number };
  subscribers: {
    id: Generated<number>;
    /** 16 random bytes: what links and seals know a subscriber by. */
    ref: Buffer;
    sealed: Buffer;
    address_index: Buffer;
    list: string;
    form: Form;
    state: SubscriberState;
    provider: Provider;
    consent_source: string;
    consent_at: number;
    /** Version of the words that they agreed to, where a form of ours showed them. */
    consent_words: Generated<string | null>;
    /** Of somebody unsubscribed who said why. */
    left_reason: Generated<LeavingReason | null>;
    created_at: number;
    changed_at: number;
    /** No issue goes to them before this moment; past or null: no pause. */
    paused_until: Generated<number | null>;
    /** When they last asked for the link to their data. */
    link_asked_at: Generated<number | null>;
  };
  suppressions: { address_index: Buffer; reason: SuppressionReason; created_at: number };
  mailings: {
    id: Generated<number>;
    /** What is mailed: `2024-04-15`, `2024-04-15/correction-1`, `letters/2024-05-01-blocked` (mailing-id.ts). */
    issue: string;
    kind: Generated<MailingKind>;
    /** The issue that it follows. */
    parent: Generated<string | null>;
    state: MailingState;
    recipients: number;
    /** JSON: reason → number of people. */
    excluded: string;
    due_at: number;
    created_at: number;
    finished_at: number | null;
    /** When somebody last looked at the pages of one that is due. */
    looked_at: Generated<number | null>;
    /** JSON of what people were last told of how it went (telling.ts). */
    told: Generated<string | null>;
    /** JSON of why it paused by itself (refusals.ts). */
    held: Generated<string | null>;
    /** Attempts since a person last let it go on, and those that were refused for good. */
    tried: Generated<number>;
    refused: Generated<number>;
    /** Of `tried`: refused since there is no such mailbox. */
    unknown: Generated<number>;
    /** 1: it begins when the pages of the newsletter's own site that it links to are there; 0: it does not wait for them. */
    waits_for_pages: Generated<number>;
  };
  /** What keeps a mailing from going out, or did within the last hour. */
  troubles: {
    mailing_id: number;
    kind: TroubleKind;
    since: number;
    /** Null: it lasts. */
    well_since: Generated<number | null>;
    /** When people were last told that it keeps the mailing from going out; null: never. */
    told_at: Generated<number | null>;
    /** 1: the last that people were told is that it lasts; 0: that it is over, or nothing. */
    is_told: Generated<number>;
    /** JSON of what is told of it (notice.ts). */
    facts: Generated<string | null>;
  };
  variants: {
    id: Generated<number>;
    mailing_id: number;
    list: string;
    form: Form;
    /** JSON of FrozenVariant. */
    frozen: string;
    /** JSON of Held; null: frozen before anybody noted it. */
    held: Generated<string | null>;
  };
  deliveries: {
    id: Generated<number>;
    mailing_id: number;
    variant_id: number;
    /** 16 random bytes: Message-ID, VERP address and links come from these. */
    bytes: Buffer;
    subscriber_id: number | null;
    list: string;
    provider: Provider;
    state: DeliveryState;
    /** The sender that holds a claim on the row, or has it on the wire. */
    worker: number | null;
    /**
     * A queued or deferred row may be claimed from this moment on, 0: at any time, also when the clock jumps back. A claim
     * moves it to the end of its lease.
     */
    available_at: number;
    attempts: number;
    attempted_at: number | null;
    /** The relay's last answer, redacted, at most 300 characters. */
    answer: string | null;
    changed_at: number;
    /** The relay's own name of the message, where it tells of it later by that; gone when its reader is forgotten. */
    relay_id: Generated<string | null>;
    /** What a mail that came back later, or a complaint, means; null: none came. */
    bounce_verdict: Generated<BounceVerdict | null>;
    /** Its class: `unknown-user`, `full`, `complaint`, … */
    bounce_reason: Generated<string | null>;
    /** Words of the server that refused it, redacted. */
    bounce_words: Generated<string | null>;
    bounced_at: Generated<number | null>;
  };
  /** What is left of the deliveries of a mailing that is long over (delivery-counts.ts). */
  delivery_counts: { mailing_id: number; list: string; state: DeliveryState; count: number };
  /** The same of what came back. */
  bounce_counts: { mailing_id: number; list: string; reason: string; count: number };
  /** What was asked for at the form, one wish per address, for seven days. */
  sign_ups: {
    subscriber_id: number;
    list: string;
    source: string;
    words: string | null;
    /** When the last mail about it was written. */
    asked_at: number;
    /** Null: its owner has not said yes. */
    confirmed_at: number | null;
  };
  /** How often the door to join was used, for all servers on PostgreSQL, and mails with a link were asked for (sign-up-counts.ts); in no backup. */
  sign_up_counts: { hash: Buffer; count: number; expires_at: number };
  /** Single messages (confirmations, welcomes, notices), written in the transaction of the request that wants them. */
  outbox: {
    id: Generated<number>;
    bytes: Buffer;
    kind: OutboxKind;
    list: string;
    subscriber_id: number | null;
    provider: Provider;
    state: DeliveryState;
    worker: number | null;
    available_at: number;
    attempts: number;
    attempted_at: number | null;
    answer: string | null;
    created_at: number;
    changed_at: number;
    /** Of a notice: which of the addresses of newsletter.yaml it is for, by its keyed hash. */
    recipient: Generated<Buffer | null>;
    /** Of a notice: JSON of what it tells (notice.ts). */
    facts: Generated<string | null>;
  };
  /** `seen_at` changes every half minute while the sender lives. */
  senders: { id: Generated<number>; host: string; pid: number; started_at: number; seen_at: Generated<number | null> };
  /** How far sending was slowed down, by provider and for all (`all`); no row, or null: not at all. */
  paces: {
    scope: string;
    /** Messages a second, of all senders together. */
    rate: number | null;
    /** Where it is taken back. */
    full_rate: number | null;
    slowed_at: number;
    raised_at: number;
  };
}
