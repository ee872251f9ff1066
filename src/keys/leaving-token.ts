import { createDecipheriv, timingSafeEqual } from 'node:crypto';
import { base32, fromBase32 } from './base32.ts';
import { encryptBlocks } from './block-cipher.ts';
import { current, type KeyRing, type TokenKey } from './key-ring.ts';
import { shortProof } from './short-proof.ts';

/**
 * What stands in the address of `List-Unsubscribe: <mailto:…>`: 40 characters of lower-case base32, 25 bytes: 1 byte token key id,
 * the subscriber's reference as one block of AES-256, 8 bytes of HMAC-SHA-256. It needs no row of a delivery to open, so a mail
 * of years ago still lets its reader go. The same subscriber always has the same one, in a mail that names them in `To` anyway: a
 * nonce would make the local part longer than the 64 octets of RFC 5321, 4.5.3.1.1.
 */
export function mintLeavingToken(ring: KeyRing, subscriberRef: Uint8Array): string {
  if (subscriberRef.length !== 16) throw new RangeError('a leaving token takes 16 bytes');
  const key = current(ring.token);
  // One block of random bytes has no pattern that ECB could show.
  const sealed = Buffer.concat([Buffer.from([ring.token.current]), encryptBlocks(key.leaving.seal, subscriberRef)]);
  return base32(Buffer.concat([sealed, proof(key, sealed)]));
}

/** The 16 bytes of the subscriber's reference, or undefined for a token that was forged, changed or made for a bounce. */
export function openLeavingToken(ring: KeyRing, token: string): Buffer | undefined {
  const bytes = token.length === 40 ? fromBase32(token.toLowerCase()) : undefined;
  const keyId = bytes?.[0];
  const key = keyId === undefined ? undefined : ring.token.byId.get(keyId);
  if (bytes === undefined || key === undefined) return undefined;
  if (!timingSafeEqual(proof(key, bytes.subarray(0, 17)), bytes.subarray(17))) return undefined;
  const decipher = createDecipheriv('aes-256-ecb', key.leaving.seal, null).setAutoPadding(false);
  return decipher.update(bytes.subarray(1, 17));
}

function proof(key: TokenKey, sealed: Uint8Array): Buffer {
  return shortProof(key.leaving.proof, sealed);
}
