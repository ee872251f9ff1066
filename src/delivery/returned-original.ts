import type { BouncedDelivery } from '#store/bounces.ts';
import { deliveryOfToken, refOfMailbox } from '#store/live-keys.ts';
import type { Store } from '#store/open.ts';
import type { Bounce, Complaint } from './bounces/report.ts';

/**
 * Whether a report that came to the address of a delivery returns another mail than that one: its Message-ID is neither the one we gave,
 * whose 16 random bytes nobody guesses, nor the relay's, and no token of ours stands in it. A reader who forwards our mail or answers it has
 * such reports sent to that address. One that returns nothing by which to know it is taken by its address alone.
 */
export async function returnsForeignMail(
  store: Store,
  { originalMessageIds, originalTokens = [] }: Bounce | Complaint,
  { bytes, relayId, reader }: BouncedDelivery,
): Promise<boolean> {
  if (originalMessageIds.length === 0) return false;
  const ours = [bytes.toString('hex'), ...(relayId === undefined ? [] : [relayId])].map(id => `<${id.toLowerCase()}`);
  const isOurs = originalMessageIds.some(id =>
    ours.some(our => [`${our}@`, `${our}>`].some(start => id.toLowerCase().startsWith(start))),
  );
  if (isOurs) return false;
  for (const token of originalTokens) {
    if ((await deliveryOfToken(store, token))?.equals(bytes)) return false;
    if (reader !== undefined && (await refOfMailbox(store, token))?.equals(reader.ref)) return false;
  }
  return true;
}
