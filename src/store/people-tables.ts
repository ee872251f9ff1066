import type { Generated } from 'kysely';
import type { LeavingReason } from './leaving-reason.ts';
import type { Provider } from './provider.ts';
import type { Form, SubscriberState } from './subscriber-state.ts';
import type { SuppressionReason } from './suppressions.ts';

/** Tables of people and their wishes (schema.ts). */
export interface PeopleTables {
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
  /** What was asked for at the form, one wish per address, for seven days. */
  sign_ups: {
    subscriber_id: number;
    list: string;
    source: string;
    words: string | null;
    /** When the last mail about it was written. */
    asked_at: number;
    /** When it was first asked for; the link to confirm ends seven days later, however often it is asked for again. Null: at `asked_at`. */
    first_asked_at: Generated<number | null>;
    /** Null: its owner has not said yes. */
    confirmed_at: number | null;
  };
  /** Every consent that somebody gave (consents.ts); `list` is null where it is not known any more. */
  consents: { subscriber_id: number; at: number; source: string; list: string | null; words: string | null };
  /** How many mails asked an address whether it was them, and until when nobody may sign it up: for thirty days. */
  asked_addresses: { address_index: Buffer; mails: number; since: number; quiet_until: number | null };
  /** How often the door to join was used, for all servers on PostgreSQL, and mails with a link were asked for (sign-up-counts.ts); in no backup. */
  sign_up_counts: { hash: Buffer; count: number; expires_at: number };
}
