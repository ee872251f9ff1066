import { domainToASCII } from 'node:url';
import { isEmailValid } from '@sideway/address';

/** One mailbox, fit for an envelope. */
interface Address {
  /** `local@domain`: NFC, the domain in lower-case ASCII (punycode) without a dot at its end, the local part as given. */
  readonly text: string;
  readonly local: string;
  readonly domain: string;
  /** The local part is not ASCII: only a relay with SMTPUTF8 takes it (RFC 6531). */
  readonly needsSmtpUtf8: boolean;
}

export type AddressProblem = 'empty' | 'too-long' | 'control-character' | 'not-one-address' | 'local' | 'domain';
export type ParsedAddress =
  | { readonly ok: true; readonly address: Address }
  | { readonly ok: false; readonly problem: AddressProblem };

/**
 * Reads exactly one bare address (addr-spec of RFC 5321, 4.1.2), blanks around it ignored. Refused: control characters
 * (CR, LF and NUL too), names, groups, comments, several addresses, quoted local parts, address literals, one-label
 * domains, more than 64 bytes of local part or 254 bytes in all.
 */
export function parseAddress(input: string): ParsedAddress {
  const parts = plainAddress.exec(input);
  if (parts !== null) return plainParts(parts[1] ?? '', parts[2] ?? '');
  if (input.length > 1000) return refused('too-long');
  if (/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\uFFFD]/u.test(input)) return refused('control-character');
  const text = input.trim().normalize('NFC');
  if (text === '') return refused('empty');
  if (/[\s<>()[\]\\,;:"]/u.test(text)) return refused('not-one-address');
  const [local, domainText, ...more] = text.split('@');
  if (local === undefined || domainText === undefined || more.length > 0) return refused('not-one-address');
  if (!/^[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+(?:\.[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u.test(local)) {
    return refused('local');
  }
  const domain = asciiDomain(domainText);
  if (domain === undefined) return refused('domain');
  const whole = `${local}@${domain}`;
  if (Buffer.byteLength(local) > 64 || Buffer.byteLength(whole) > 254) return refused('too-long');
  if (!isEmailValid(whole, { minDomainSegments: 2 })) return refused('local');
  return { ok: true, address: { text: whole, local, domain, needsSmtpUtf8: !/^[\x21-\x7e]+$/.test(local) } };
}

// Most addresses are plain ASCII with short labels: one look instead of six, 0.5 µs instead of 4 in an import of a million.
// What it does not know goes the long way, which agrees with it on all that it does (a property in the tests).
const plainAddress =
  /^(?!.{255})([a-z0-9!#$%&'*+/=?^_`{|}~-]{1,64}(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*)@((?:(?!xn--)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?!xn--)[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?)$/i;

function plainParts(local: string, domainText: string): ParsedAddress {
  if (local.length > 64) return refused('too-long');
  const domain = domainText.toLowerCase();
  return { ok: true, address: { text: `${local}@${domain}`, local, domain, needsSmtpUtf8: false } };
}

/**
 * Two addresses with the same `sameness` are one subscriber: the address of `parseAddress` in lower case. The local
 * part's case is folded for comparison only (what was typed is what is mailed to): no large provider tells `Reader` from
 * `reader`, and somebody who left must not come back by a capital letter. Dots and plus signs are left alone.
 */
export function sameness(address: string): string {
  if (/^[\x21-\x3f\x41-\x7e]+@[a-z0-9.-]*[a-z0-9]$/i.test(address)) return address.toLowerCase();
  const parsed = parseAddress(address);
  return (parsed.ok ? parsed.address.text : address.trim().normalize('NFC')).toLowerCase().normalize('NFC');
}

// Checked before conversion: domainToASCII decodes %61, maps exotic dots and turns 0x7f.1 into 127.0.0.1.
function asciiDomain(text: string): string | undefined {
  const bare = text.replace(/\.$/, '');
  if (!/^[\p{L}\p{M}\p{N}-]+(?:\.[\p{L}\p{M}\p{N}-]+)+$/u.test(bare)) return undefined;
  const isPlain = /^[a-z0-9.-]+$/i.test(bare) && !/(?:^|\.)xn--/i.test(bare);
  const ascii = (isPlain ? bare : domainToASCII(bare)).toLowerCase();
  const labels = ascii.split('.');
  const wellFormed = labels.length > 1 && labels.every(label => /^(?!-)[a-z0-9-]{1,63}(?<!-)$/.test(label));
  return wellFormed && /^[a-z]/.test(labels.at(-1) ?? '') ? ascii : undefined;
}

function refused(problem: AddressProblem): ParsedAddress {
  return { ok: false, problem };
}
