import { isIP } from 'node:net';
import { VesnikError } from '#errors.ts';

/** A mailbox and the way to it. */
export interface ImapAddress {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  /** `INBOX` where the URL names none. */
  readonly mailbox: string;
  /** `starttls` is demanded, not hoped for. `none`: to this machine only. */
  readonly encryption: 'tls' | 'starttls' | 'none';
}

/**
 * The mailbox of VESNIK_IMAP_URL, `imaps://user:password@host/INBOX`. `named`, where given, is a URL without a password that must mean the
 * same user of the same host; its folder counts. Throws VesnikError (usage) `imap-url`, which repeats no password.
 */
export function readImapUrl(secret: string | undefined, named?: string): ImapAddress {
  if (secret === undefined)
    throw wrongUrl('VESNIK_IMAP_URL is not set: the password belongs there, not on a command line.');
  const base = parsed(secret);
  if (base === undefined || base.password === '') throw wrongUrl('VESNIK_IMAP_URL names no user with a password.');
  if (named === undefined) return base;
  const wanted = parsed(named);
  if (wanted === undefined) throw wrongUrl('What was given after --imap is not the URL of a mailbox.');
  if (wanted.password !== '')
    throw wrongUrl('A password on a command line is seen by every user of the machine. Change it, and');
  if (wanted.user !== base.user || wanted.host !== base.host || wanted.encryption !== base.encryption)
    throw wrongUrl('VESNIK_IMAP_URL is for another user or another host than the URL after --imap.');
  return { ...wanted, password: base.password };
}

function parsed(text: string): ImapAddress | undefined {
  if (!/^imaps?:\/\//.test(text) || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  try {
    const user = decodeURIComponent(url.username);
    if (host === '' || user === '') return undefined;
    const isSecure = url.protocol === 'imaps:';
    return {
      ...{ host, user, password: decodeURIComponent(url.password) },
      port: url.port === '' ? (isSecure ? 993 : 143) : Number(url.port),
      mailbox: decodeURIComponent(url.pathname.replace(/^\//, '')) || 'INBOX',
      encryption: isSecure ? 'tls' : isLocal(host) ? 'none' : 'starttls',
    };
  } catch {
    return undefined;
  }
}

function isLocal(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

function wrongUrl(message: string): VesnikError {
  return new VesnikError({
    code: 'imap-url',
    message,
    hint: 'Set it: VESNIK_IMAP_URL=imaps://user:password@mail.example.org/INBOX (signs in user and password percent-encoded, @ is %40)',
    kind: 'usage',
  });
}
