import { parseAddress } from '#keys/address.ts';
import { mintBounceToken } from '#keys/bounce-token.ts';
import type { KeyRing } from '#keys/key-ring.ts';
import { mintLeavingToken } from '#keys/leaving-token.ts';
import { mintLinkToken } from '#keys/link-token.ts';
import type { Claim } from '#store/deliveries.ts';
import type { Envelope } from './envelope.ts';
import type { PersonalParts } from './message-template.ts';

/** Addresses that every personal part is made with. */
export interface MailPlace {
  /** Public address of the doors, without a slash at the end. */
  readonly publicUrl: string;
  /** Domain of VERP addresses. */
  readonly bounceDomain: string;
}

export interface PersonalMessage {
  readonly envelope: Envelope;
  readonly parts: PersonalParts;
  /** What must not stand in a stored answer, besides the recipient. */
  readonly secrets: readonly string[];
}

/** `<…@example.org>` of the delivery's 16 random bytes: every attempt carries the same one. */
export function messageId(deliveryBytes: Buffer, fromAddress: string): string {
  return `<${deliveryBytes.toString('hex')}@${fromAddress.slice(fromAddress.lastIndexOf('@') + 1)}>`;
}

/** What one delivery has to itself; undefined for an address that no envelope may hold. */
export function personalMessage(
  { bytes, address, subscriberRef }: Pick<Claim, 'bytes' | 'address' | 'subscriberRef'>,
  { ring, place, fromAddress, date }: { ring: KeyRing; place: MailPlace; fromAddress: string; date: Date },
): PersonalMessage | undefined {
  const parsed = parseAddress(address);
  if (!parsed.ok) return undefined;
  const bounceToken = mintBounceToken(ring, bytes);
  const leavingToken = mintLeavingToken(ring, subscriberRef);
  const unsubscribeToken = mintLinkToken(ring, 'unsubscribe', bytes, subscriberRef);
  const preferencesToken = mintLinkToken(ring, 'preferences', bytes, subscriberRef);
  const from = `bounce+${bounceToken}@${place.bounceDomain}`;
  return {
    envelope: { from, to: parsed.address.text },
    parts: {
      to: parsed.address.text,
      date,
      messageId: messageId(bytes, fromAddress),
      unsubscribe: {
        url: `${place.publicUrl}/u/${unsubscribeToken}`,
        mailbox: `unsubscribe+${leavingToken}@${place.bounceDomain}`,
      },
      slots: { unsubscribeToken, preferencesToken },
    },
    secrets: [from, bounceToken, leavingToken, unsubscribeToken, preferencesToken],
  };
}
