import type { Kysely } from 'kysely';
import type { Tables } from './schema.ts';

const leastStrikes = 3;
const leastMs = 21 * 24 * 60 * 60 * 1000;
/** Enough for a daily newsletter that came back for months. */
const mostRead = 200;

/**
 * Whether a reader's mails have come back for so long that the box is given up: at least three in a row, at least three weeks from the
 * first to the last, none in between that stayed away. Mails after the last that came back do not count: they may still come
 * back. What came back for a reason of ours, was refused at once without a word of the box or may not have arrived says nothing either way, and what went
 * before the reader's last consent is forgotten.
 */
export async function isWornOut(
  db: Kysely<Tables>,
  reader: { readonly id: number; readonly agreedAt: number },
): Promise<boolean> {
  const rows = await db
    .selectFrom('deliveries')
    .select(['bounce_verdict', 'attempted_at'])
    .where('subscriber_id', '=', reader.id)
    .where(({ eb, or }) => or([eb('state', '=', 'sent'), eb('bounce_verdict', 'is not', null)]))
    .where('attempted_at', 'is not', null)
    .where('attempted_at', '>=', reader.agreedAt)
    .orderBy('attempted_at', 'desc')
    .limit(mostRead)
    .execute();
  const telling = rows.filter(({ bounce_verdict }) => bounce_verdict !== 'ours');
  const first = telling.findIndex(({ bounce_verdict }) => bounce_verdict !== null);
  const rest = telling.slice(Math.max(0, first));
  const end = rest.findIndex(({ bounce_verdict }) => bounce_verdict === null);
  const strikes = (end === -1 ? rest : rest.slice(0, end)).map(({ attempted_at }) => attempted_at ?? 0);
  return strikes.length >= leastStrikes && Math.max(...strikes) - Math.min(...strikes) >= leastMs;
}
