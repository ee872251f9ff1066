import { createHmac } from 'node:crypto';
import type { KeyRing } from './key-ring.ts';

/**
 * What is known for a day, in UTC, of something that must not be stored: HMAC-SHA-256 under a key of that day, 32 bytes. The same in every
 * process with this ring, another on the next day; nobody without the index key can tell what it is of.
 */
export function dayHash(ring: Pick<KeyRing, 'index'>, day: Date, text: string): Buffer {
  // No address has a blank, so this is the index of none.
  const key = createHmac('sha256', ring.index)
    .update(`vesnik/1 day ${day.toISOString().slice(0, 10)}`)
    .digest();
  return createHmac('sha256', key).update(text, 'utf8').digest();
}
