import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { current, type KeyRing } from './key-ring.ts';

// Lengths of addresses would single people out: a sealed address has one of a few lengths.
const paddingBytes = 32;

/**
 * An address under the current address key, bound to its row: 1 byte key id, 12 bytes nonce, the address padded with
 * NUL to a multiple of 32 bytes, 16 bytes tag (AES-256-GCM, `rowRef` authenticated). `nonce`: 12 fresh random bytes.
 */
export function sealAddress(
  ring: Pick<KeyRing, 'address'>,
  address: string,
  rowRef: Uint8Array,
  nonce: Uint8Array = randomBytes(12),
): Buffer {
  const plain = Buffer.from(address, 'utf8');
  const padded = Buffer.alloc(paddedLength(plain.length));
  plain.copy(padded);
  const cipher = createCipheriv('aes-256-gcm', current(ring.address), nonce).setAAD(rowRef);
  return Buffer.concat([
    Buffer.from([ring.address.current]),
    nonce,
    cipher.update(padded),
    cipher.final(),
    cipher.getAuthTag(),
  ]);
}

/** Bytes of a sealed address. */
export function sealedLength(address: string): number {
  return 1 + 12 + paddedLength(Buffer.byteLength(address)) + 16;
}

/** The address again. Throws when the seal was tampered with or moved to another row. */
export function openAddress(ring: KeyRing, sealed: Uint8Array, rowRef: Uint8Array): string {
  const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
  const keyId = bytes[0];
  const key = keyId === undefined ? undefined : ring.address.byId.get(keyId);
  if (key === undefined || bytes.length < 29) throw new Error('A sealed address has an unknown key or was cut off.');
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(1, 13), { authTagLength: 16 });
  decipher.setAAD(rowRef).setAuthTag(bytes.subarray(-16));
  const padded = Buffer.concat([decipher.update(bytes.subarray(13, -16)), decipher.final()]);
  const end = padded.indexOf(0);
  return padded.toString('utf8', 0, end === -1 ? padded.length : end);
}

function paddedLength(bytes: number): number {
  return Math.ceil(bytes / paddingBytes) * paddingBytes;
}
