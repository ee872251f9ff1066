import { createPrivateKey, type KeyObject } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import DKIM from 'nodemailer/lib/dkim';
import { VesnikError } from '#errors.ts';

export interface DkimSettings {
  /** `d=`: aligned with the domain of From. */
  readonly domain: string;
  /** `s=` */
  readonly selector: string;
  /** PEM of an RSA key of 2048 bits or more. */
  readonly privateKey: string;
}

/** Puts a DKIM-Signature before a message. */
export type Signer = (message: Buffer) => Promise<Buffer>;

// nodemailer's default list leaves out List-Unsubscribe-Post, which RFC 8058, 4 wants covered. Names that a message does not have
// are left out of the signature.
const signedHeaders = [
  ...['From', 'Reply-To', 'Subject', 'Date', 'Message-ID', 'To', 'MIME-Version', 'Content-Type'],
  ...['Content-Transfer-Encoding', 'Content-Language', 'List-Id', 'List-Unsubscribe', 'List-Unsubscribe-Post'],
  ...['List-Archive', 'Feedback-ID', 'Archived-At', 'Auto-Submitted'],
].join(':');

/**
 * A signer by RFC 6376: relaxed/relaxed, rsa-sha256, the whole body (no `l=`). Throws VesnikError (usage) `dkim-key`,
 * `dkim-name`: a wrong key must stop a mailing, not send it unsigned.
 */
export function dkimSigner({ domain, selector, privateKey }: DkimSettings): Signer {
  const name = /^[a-z0-9]([a-z0-9._-]*[a-z0-9])?$/i;
  if (!name.test(domain) || !name.test(selector)) throw wrongName();
  const key = readKey(privateKey).export({ type: 'pkcs8', format: 'pem' });
  const dkim = new DKIM({
    keys: [{ domainName: domain, keySelector: selector, privateKey: key }],
    headerFieldNames: signedHeaders,
  });
  return async message => {
    const signed = await buffer(dkim.sign(message));
    // The library leaves the signature out when signing fails.
    if (!signed.subarray(0, 15).equals(Buffer.from('DKIM-Signature:'))) throw wrongKey('cannot sign');
    return signed;
  };
}

function readKey(pem: string): KeyObject {
  let key: KeyObject;
  try {
    key = createPrivateKey(pem);
  } catch (cause) {
    throw wrongKey('is not a private key in PEM', cause);
  }
  if (key.asymmetricKeyType !== 'rsa') throw wrongKey(`is of the kind ${key.asymmetricKeyType}, not RSA`);
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  if (bits < 2048) throw wrongKey(`has ${bits} bits only`);
  return key;
}

function wrongKey(what: string, cause?: unknown): VesnikError {
  return new VesnikError({
    code: 'dkim-key',
    message: `The DKIM key ${what}.`,
    hint: 'Put an RSA key into VESNIK_DKIM_KEY_FILE: openssl genrsa -out dkim.pem 2048',
    kind: 'usage',
    cause,
  });
}

function wrongName(): VesnikError {
  return new VesnikError({
    code: 'dkim-name',
    message: 'The DKIM domain or selector is not a name of the DNS.',
    hint: 'For example: VESNIK_DKIM_DOMAIN=example.org VESNIK_DKIM_SELECTOR=v1',
    kind: 'usage',
  });
}
