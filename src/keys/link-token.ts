import { createDecipheriv } from 'node:crypto';
import { sealBlock } from './block-seal.ts';
import { current, type KeyRing, type LinkPurpose } from './key-ring.ts';

/**
 * The token of a personal link (`/u/`, `/p/`, `/c/`): 60 characters of base64url, 45 bytes: 1 byte token key id, 12
 * bytes nonce (the first of the delivery's 16 random bytes), 16 bytes sealed subscriber reference, 16 bytes tag.
 * AES-256-GCM under a key of its own for each purpose. Needs no row of a delivery to open, so links of old mails work for
 * years; holds no address. The same delivery and subscriber always give the same token, as long as the token key stays.
 */
export function mintLinkToken(
  ring: KeyRing,
  purpose: LinkPurpose,
  deliveryBytes: Uint8Array,
  subscriberRef: Uint8Array,
): string {
  if (deliveryBytes.length !== 16 || subscriberRef.length !== 16)
    throw new RangeError('a link token takes 16 and 16 bytes');
  const keyId = ring.token.current;
  const nonce = deliveryBytes.subarray(0, 12);
  const { sealed, tag } = sealBlock(current(ring.token).link[purpose], nonce, subscriberRef, keyId);
  const bytes = Buffer.alloc(45);
  bytes[0] = keyId;
  bytes.set(nonce, 1);
  bytes.set(sealed, 13);
  bytes.set(tag, 29);
  return bytes.toString('base64url');
}

/** The 16 bytes of the subscriber's reference, or undefined for a token that was forged, changed or made for another purpose. */
export function openLinkToken(ring: KeyRing, purpose: LinkPurpose, token: string): Buffer | undefined {
  if (!/^[A-Za-z0-9_-]{60}$/.test(token)) return undefined;
  const bytes = Buffer.from(token, 'base64url');
  const keyId = bytes[0];
  const key = keyId === undefined ? undefined : ring.token.byId.get(keyId);
  if (key === undefined) return undefined;
  const decipher = createDecipheriv('aes-256-gcm', key.link[purpose], bytes.subarray(1, 13), { authTagLength: 16 });
  decipher.setAAD(bytes.subarray(0, 1)).setAuthTag(bytes.subarray(29));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(13, 29)), decipher.final()]);
  } catch {
    return undefined;
  }
}
