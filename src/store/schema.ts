import type { Generated } from 'kysely';
import type { DeliveryState } from './delivery-state.ts';
import type { MailingTables } from './mailing-tables.ts';
import type { OutboxKind } from './outbox-kind.ts';
import type { PeopleTables } from './people-tables.ts';
import type { Provider } from './provider.ts';

/**
 * The tables, the same on both databases. Moments are milliseconds since 1970 in UTC; `*_at` names one. Bytes are BLOB or
 * bytea. No column holds an address in the clear.
 */
export interface Tables extends PeopleTables, MailingTables {
  migrations: { version: number; name: string; applied_at: number };
  keys: { kind: string; id: number; wrapped: Buffer; created_at: number };
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
