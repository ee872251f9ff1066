import { type Cipheriv, createCipheriv, type KeyObject } from 'node:crypto';

/**
 * Whole blocks of 16 bytes under AES-256, each by itself (ECB): only for blocks that are never the same twice, counters and random bytes. The
 * cipher of a key is kept: a new one for each block would cost 2 µs and work for the garbage collector, where this takes 0.5.
 */
export function encryptBlocks(key: KeyObject, blocks: Uint8Array): Buffer {
  const known = ciphers.get(key);
  if (known !== undefined) return known.update(blocks);
  const made = createCipheriv('aes-256-ecb', key, null).setAutoPadding(false);
  ciphers.set(key, made);
  return made.update(blocks);
}

const ciphers = new WeakMap<KeyObject, Cipheriv>();
