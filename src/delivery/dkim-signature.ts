import { hash, sign } from 'node:crypto';
import type { SigningKey } from './dkim-key.ts';
import { atMost, threadShare } from './thread-share.ts';

/** Signs a text (its UTF-8) by RFC 6376, 3.3 or RFC 8463, 3; the signature in base64. */
export type SignText = (key: SigningKey, text: string) => Promise<string>;

/** On this thread. */
export function signatureOf({ key, algorithm }: SigningKey, text: string): string {
  return sign(hashOf(algorithm), bytesToSign(algorithm, text), key).toString('base64');
}

/** In the thread pool of libuv, a few at once: for who signs one message now and then. */
export const signInPool: SignText = ({ key, algorithm }, text) =>
  inTurn(
    () =>
      new Promise((resolve, reject) => {
        sign(hashOf(algorithm), bytesToSign(algorithm, text), key, (error, signature) =>
          error === null ? resolve(signature.toString('base64')) : reject(error),
        );
      }),
  );

const inTurn = atMost(threadShare);

// RFC 8463, 3: Ed25519 signs the hash, as RSA does inside of its own padding.
function hashOf(algorithm: SigningKey['algorithm']): string | null {
  return algorithm === 'rsa-sha256' ? 'sha256' : null;
}

function bytesToSign(algorithm: SigningKey['algorithm'], text: string): Buffer {
  return algorithm === 'rsa-sha256' ? Buffer.from(text) : hash('sha256', text, 'buffer');
}
