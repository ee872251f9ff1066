import { type RawBuilder, type SqlBool, sql } from 'kysely';

// Longer than any pause between two attempts.
const farMs = 3 * 86_400_000;

/** Whether what waits, a delivery or a mail of the outbox, does so for a moment that only a clock gone wrong can have set. */
export function isFar(now: Date): RawBuilder<SqlBool> {
  return sql`(state in ('queued', 'deferred') and available_at > ${now.getTime() + farMs})`;
}
