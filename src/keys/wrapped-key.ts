import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { VesnikError } from '#errors.ts';
import { withoutKey } from './master-key.ts';

export const keyKinds = ['address', 'index', 'token'] as const;
export type KeyKind = (typeof keyKinds)[number];

/** A key as the database keeps it: AES-256-GCM under the master key, its kind and id authenticated with it. */
export interface WrappedKey {
  readonly kind: KeyKind;
  /** 1–255; the highest of a kind is the current one. */
  readonly id: number;
  /** 12 bytes nonce, 32 bytes ciphertext, 16 bytes tag. */
  readonly wrapped: Uint8Array;
}

/** The first keys of a new database: one of each kind, wrapped. */
export function makeKeys(masterKey: Uint8Array): WrappedKey[] {
  return keyKinds.map(kind => wrapKey(masterKey, kind, 1, randomBytes(32)));
}

/** Seals 32 bytes of key under the master key. */
export function wrapKey(masterKey: Uint8Array, kind: KeyKind, id: number, key: Uint8Array): WrappedKey {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', masterKey, nonce).setAAD(label(kind, id));
  return { kind, id, wrapped: Buffer.concat([nonce, cipher.update(key), cipher.final(), cipher.getAuthTag()]) };
}

/** The 32 bytes of key. Throws VesnikError (usage) `wrong-key`. */
export function unwrapKey(masterKey: Uint8Array, { kind, id, wrapped }: WrappedKey): Buffer {
  const bytes = Buffer.from(wrapped);
  if (bytes.length !== 60) throw wrongKey();
  const decipher = createDecipheriv('aes-256-gcm', masterKey, bytes.subarray(0, 12), { authTagLength: 16 });
  decipher.setAAD(label(kind, id)).setAuthTag(bytes.subarray(44));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(12, 44)), decipher.final()]);
  } catch (cause) {
    throw wrongKey(cause);
  }
}

function label(kind: KeyKind, id: number): Buffer {
  return Buffer.from(`vesnik/1 key ${kind} ${id}`);
}

function wrongKey(cause?: unknown): VesnikError {
  return new VesnikError({
    code: 'wrong-key',
    message: 'The key does not open this database: it belongs to another one, or the database was tampered with.',
    hint: `Set VESNIK_KEY or VESNIK_KEY_FILE to the key that was made with this database, or type it from its paper copy: npx vesnik keys read. Nothing was changed.\n${withoutKey}`,
    kind: 'usage',
    cause,
  });
}
