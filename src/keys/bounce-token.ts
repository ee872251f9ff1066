import { timingSafeEqual } from 'node:crypto';
import { base32, fromBase32 } from './base32.ts';
import { current, type KeyRing, type TokenKey } from './key-ring.ts';
import { shortProof } from './short-proof.ts';

/**
 * What stands in the envelope sender of a delivery (VERP): 40 characters of lower-case base32, 25 bytes: 1 byte token key
 * id, the delivery's 16 random bytes, 8 bytes of HMAC-SHA-256. Base32, since relays change the case of local parts.
 */
export function mintBounceToken(ring: KeyRing, deliveryBytes: Uint8Array): string {
  if (deliveryBytes.length !== 16) throw new RangeError('a bounce token takes 16 bytes');
  const signed = Buffer.concat([Buffer.from([ring.token.current]), deliveryBytes]);
  return base32(Buffer.concat([signed, signature(current(ring.token), signed)]));
}

/** The delivery's 16 random bytes, or undefined for a forged token: such a bounce changes nothing. */
export function openBounceToken(ring: KeyRing, token: string): Buffer | undefined {
  const bytes = token.length === 40 ? fromBase32(token.toLowerCase()) : undefined;
  const keyId = bytes?.[0];
  const key = keyId === undefined ? undefined : ring.token.byId.get(keyId);
  if (bytes === undefined || key === undefined) return undefined;
  return timingSafeEqual(signature(key, bytes.subarray(0, 17)), bytes.subarray(17)) ? bytes.subarray(1, 17) : undefined;
}

function signature(key: TokenKey, signed: Uint8Array): Buffer {
  return shortProof(key.bounce, signed);
}
