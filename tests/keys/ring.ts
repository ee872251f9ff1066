import { randomBytes } from 'node:crypto';
import { type KeyRing, openKeyRing } from '#keys/key-ring.ts';
import { makeKeys, type WrappedKey, wrapKey } from '#keys/wrapped-key.ts';

/** A ring with fresh keys, and the ways to get another one or one whose keys were rotated. */
export function freshRing(): { ring: KeyRing; rotated: () => KeyRing } {
  const masterKey = randomBytes(32);
  const keys = makeKeys(masterKey);
  const newer: WrappedKey[] = [
    wrapKey(masterKey, 'address', 2, randomBytes(32)),
    wrapKey(masterKey, 'token', 2, randomBytes(32)),
  ];
  return { ring: openKeyRing(masterKey, keys), rotated: () => openKeyRing(masterKey, [...newer, ...keys]) };
}
