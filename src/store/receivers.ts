import { type RawBuilder, sql } from 'kysely';

/** Whom a mailing goes to that follows another: everybody who was sent one of these variants, or may have been. */
export interface Receivers {
  /** The issue that is followed. */
  readonly issue: string;
  /** Ids of frozen variants. */
  readonly variants: readonly number[];
}

/** SQL: the list whose mail subscriber `s` gets; of what follows an issue the one by which they got it, null for the others. */
export function listOfSubscriber(receivers: Receivers | undefined): RawBuilder<string | null> {
  if (receivers === undefined) return sql<string>`s.list`;
  if (receivers.variants.length === 0) return sql<null>`null`;
  return sql<string | null>`(select max(e.list) from deliveries e
    where e.subscriber_id = s.id and e.variant_id in (${sql.join(receivers.variants)}) and e.state in ('sent', 'uncertain'))`;
}
