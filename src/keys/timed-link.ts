import type { KeyRing, LinkPurpose } from './key-ring.ts';
import { mintLinkToken } from './link-token.ts';

/**
 * A personal link's token that ends at `until` (to the second). It has the form of any other; the first 4 of its 12 bytes of nonce
 * are the moment, which the tag then vouches for, and the other 8 are those of the mail. Whoever opens it asks `linkEnd`.
 */
export function mintTimedLink(
  ring: KeyRing,
  purpose: LinkPurpose,
  { mailBytes, ref, until }: { readonly mailBytes: Uint8Array; readonly ref: Uint8Array; readonly until: Date },
): string {
  const moment = Buffer.alloc(4);
  moment.writeUInt32BE(Math.floor(until.getTime() / 1000));
  return mintLinkToken(ring, purpose, Buffer.concat([moment, mailBytes.subarray(0, 12)]), ref);
}

/** When a token of `mintTimedLink` ends. It must have been opened: only then is it known to be ours. */
export function linkEnd(token: string): Date {
  return new Date(Buffer.from(token, 'base64url').readUInt32BE(1) * 1000);
}
