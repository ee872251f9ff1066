import type { Generated } from 'kysely';
import type { BounceVerdict } from './bounces.ts';
import type { DeliveryState } from './delivery-state.ts';
import type { MailingKind } from './mailing-kind.ts';
import type { MailingState } from './mailing-state.ts';
import type { Provider } from './provider.ts';
import type { Form } from './subscriber-state.ts';
import type { TroubleKind } from './trouble-kind.ts';

/** Tables of mailings and what became of each mail (schema.ts). */
export interface MailingTables {
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
    /** 1: nobody knows how an earlier attempt ended, and a person had it sent once more. */
    may_have_arrived: Generated<number>;
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
}
