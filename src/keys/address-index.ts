import { createHmac } from 'node:crypto';
import { sameness } from './address.ts';
import type { KeyRing } from './key-ring.ts';

/**
 * What look-ups and the suppression list know of an address: HMAC-SHA-256 of its `sameness`, 32 bytes. Two spellings of
 * one mailbox (case, IDN form, trailing dot) have the same index; nobody without the index key can tell whose it is.
 */
export function addressIndex(ring: Pick<KeyRing, 'index'>, address: string): Buffer {
  return createHmac('sha256', ring.index).update(sameness(address), 'utf8').digest();
}
