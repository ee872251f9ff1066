import { VesnikError } from '#errors.ts';
import { relaxedField } from './dkim-canonical.ts';
import { readSigningKey } from './dkim-key.ts';
import { type SignText, signInPool } from './dkim-signature.ts';
import type { Message } from './message.ts';
import type { SignedFields } from './signed-fields.ts';

export interface DkimSettings {
  /** `d=`: aligned with the domain of From. */
  readonly domain: string;
  /** `s=` */
  readonly selector: string;
  /** PEM of an RSA key of 2048 bits or more, or of an Ed25519 key. */
  readonly privateKey: string;
  /** A second signature beside the first. */
  readonly second?: { readonly selector: string; readonly privateKey: string };
}

/** A message that knows what a signature is made of. */
export interface SignableMessage extends Message {
  readonly fields: SignedFields;
  /** Base64 of the SHA-256 of the body in relaxed form. */
  bodyHash(): string;
  /** The same message with fields before its first one; each ended by CRLF. */
  withFields(fields: string): Message;
}

/** Puts a DKIM-Signature before a message, or two. */
export type Signer = (message: SignableMessage) => Promise<Message>;

/**
 * A signer by RFC 6376: relaxed/relaxed, the whole body (no `l=`), rsa-sha256 or ed25519-sha256 (RFC 8463); `sign` says on which thread.
 * Throws VesnikError (usage) `dkim-key`, `dkim-name`: a wrong key must stop a mailing, not send it unsigned.
 */
export function dkimSigner(
  { domain, selector, privateKey, second }: DkimSettings,
  sign: SignText = signInPool,
): Signer {
  const stamps = [{ selector, privateKey }, ...(second === undefined ? [] : [second])].map(one =>
    stamp(domain, one, sign),
  );
  return async message => {
    const bodyHash = message.bodyHash();
    const signatures = stamps.map(make => make(message.fields, bodyHash));
    return message.withFields((await Promise.all(signatures)).join(''));
  };
}

type Stamp = (fields: SignedFields, bodyHash: string) => Promise<string>;

function stamp(
  domain: string,
  { selector, privateKey }: { selector: string; privateKey: string },
  sign: SignText,
): Stamp {
  const name = /^[a-z0-9]([a-z0-9._-]*[a-z0-9])?$/i;
  if (!name.test(domain) || !name.test(selector)) throw wrongName();
  const key = readSigningKey(privateKey);
  const begin = `DKIM-Signature: v=1; a=${key.algorithm}; c=relaxed/relaxed; d=${domain};\r\n s=${selector}; q=dns/txt;\r\n bh=`;
  return async ({ names, canonical }, bodyHash) => {
    // The value of `b=` comes last, so that the field is signed as it stands here.
    const field = `${begin}${bodyHash};\r\n h=${folded(names)};\r\n b=`;
    const signature = await sign(key, `${canonical}${relaxedField(field)}`);
    return `${field}${inLines(signature)}\r\n`;
  };
}

const namesInLine = 5;

function folded(names: readonly string[]): string {
  const lines: string[] = [];
  for (let at = 0; at < names.length; at += namesInLine) lines.push(names.slice(at, at + namesInLine).join(':'));
  return lines.join(':\r\n ');
}

function inLines(signature: string): string {
  const lines: string[] = [];
  for (let at = 0; at < signature.length; at += 72) lines.push(signature.slice(at, at + 72));
  return lines.join('\r\n ');
}

function wrongName(): VesnikError {
  return new VesnikError({
    code: 'dkim-name',
    message: 'The DKIM domain or selector is not a name of the DNS.',
    hint: 'For example: VESNIK_DKIM_DOMAIN=example.org VESNIK_DKIM_SELECTOR=v1',
    kind: 'usage',
  });
}
