import { createPrivateKey, type KeyObject } from 'node:crypto';
import { VesnikError } from '#errors.ts';

/** A key that signs, kept as a key object: made anew for each message it would cost more than the signature of Ed25519. */
export interface SigningKey {
  readonly key: KeyObject;
  /** `a=` of RFC 6376 and RFC 8463. */
  readonly algorithm: 'rsa-sha256' | 'ed25519-sha256';
}

/** Reads a PEM: RSA of 2048 bits or more, or Ed25519. Throws VesnikError (usage) `dkim-key`, which repeats nothing of it. */
export function readSigningKey(pem: string): SigningKey {
  let key: KeyObject;
  try {
    key = createPrivateKey(pem);
  } catch (cause) {
    throw wrongKey('is not a private key in PEM', cause);
  }
  if (key.asymmetricKeyType === 'ed25519') return { key, algorithm: 'ed25519-sha256' };
  if (key.asymmetricKeyType !== 'rsa') throw wrongKey(`is of the kind ${key.asymmetricKeyType}, not RSA or Ed25519`);
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  if (bits < 2048) throw wrongKey(`has ${bits} bits only`);
  return { key, algorithm: 'rsa-sha256' };
}

function wrongKey(what: string, cause?: unknown): VesnikError {
  return new VesnikError({
    code: 'dkim-key',
    message: `The DKIM key ${what}.`,
    hint: 'Put an RSA key into VESNIK_DKIM_KEY_FILE: openssl genrsa -out dkim.pem 2048\nBeside it, an Ed25519 key into VESNIK_DKIM_ED25519_KEY_FILE: openssl genpkey -algorithm ed25519 -out dkim-ed25519.pem',
    kind: 'usage',
    cause,
  });
}
