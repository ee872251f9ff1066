import { addressOf } from './live-keys.ts';
import type { Store } from './open.ts';
import type { Provider } from './provider.ts';

/** What a mail that came back means for its reader, the stronger later: a delivery keeps the strongest that was said of it. */
export const bounceVerdicts = ['ours', 'strike', 'remove', 'complaint'] as const;
export type BounceVerdict = (typeof bounceVerdicts)[number];

/** A delivery that something came back of. */
export interface BouncedDelivery {
  readonly id: number;
  readonly list: string;
  readonly provider: Provider;
  /** Of the Message-ID that we gave it. */
  readonly bytes: Buffer;
  /** The relay's own id, which may have become its Message-ID. */
  readonly relayId?: string;
  /** Absent: forgotten. */
  readonly reader?: { readonly ref: Buffer /** To be hidden in whatever words came back. */; readonly address: string };
}

/** How a delivery is proved: by its 16 random bytes (deliveryOfToken), or by the relay's own id in what the relay signed. */
export type DeliveryProof = { readonly bytes: Uint8Array } | { readonly relayId: string };

/** The delivery that is proved. Undefined: it has become a count, its reader was forgotten (by id), or it was no delivery of an issue. */
export async function bouncedDelivery(store: Store, proof: DeliveryProof): Promise<BouncedDelivery | undefined> {
  const row = await store.db
    .selectFrom('deliveries as d')
    .leftJoin('subscribers as s', 's.id', 'd.subscriber_id')
    .select(['d.id', 'd.bytes', 'd.relay_id', 'd.list', 'd.provider', 's.sealed', 's.ref'])
    .where(({ eb }) =>
      'bytes' in proof ? eb('d.bytes', '=', Buffer.from(proof.bytes)) : eb('d.relay_id', '=', proof.relayId),
    )
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const { sealed, ref, relay_id, ...known } = row;
  const delivery = { ...known, ...(relay_id !== null && { relayId: relay_id }) };
  if (sealed === null || ref === null) return delivery;
  return { ...delivery, reader: { ref, address: await addressOf(store, sealed, ref) } };
}
