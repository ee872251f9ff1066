import type { ConnectionOptions } from 'node:tls';
import { ImapFlow } from 'imapflow';
import { VesnikError } from '#errors.ts';
import type { ImapAddress } from './imap-address.ts';

/** A selected mailbox. Its methods throw where the connection is lost. */
export interface ImapSession {
  /** UIDVALIDITY: UIDs mean the same mails as long as it stays. */
  readonly validity: bigint;
  /** UIDs of mails that nobody has read, deleted or left for a person, oldest first. */
  unread(): Promise<readonly number[]>;
  /** The first `mostBytes` of each mail; none for a mail that is gone. */
  fetch(
    uids: readonly number[],
    mostBytes: number,
  ): Promise<readonly { readonly uid: number; readonly bytes: Buffer }[]>;
  /** False: the server does not let this user delete. */
  remove(uids: readonly number[]): Promise<boolean>;
  /** Marks them so that they are not fetched again, and stay unread for a person. */
  leave(uids: readonly number[]): Promise<void>;
  close(): Promise<void>;
}

/** A keyword (RFC 9051, 2.3.2): mail programs do not show it. */
const leftKeyword = '$VesnikLeft';

/**
 * Logs in and selects the mailbox. Throws VesnikError: `imap-unreachable` (partly: try again), and (usage) `imap-refused`,
 * `imap-insecure`, `imap-no-mailbox`.
 */
export async function openImap(address: ImapAddress, tls: ConnectionOptions = {}): Promise<ImapSession> {
  const { host, port, user, password, mailbox, encryption } = address;
  const client = new ImapFlow({
    ...{ host, port, auth: { user, pass: password }, tls, logger: false, disableAutoIdle: true },
    secure: encryption === 'tls',
    doSTARTTLS: encryption === 'tls' ? undefined : encryption === 'starttls',
    ...{ connectionTimeout: 30_000, greetingTimeout: 30_000, socketTimeout: 120_000 },
  });
  // A connection that ends between two commands; the next one throws.
  client.on('error', () => {});
  try {
    await client.connect();
    await client.mailboxOpen(mailbox).catch((cause: unknown) => {
      throw client.usable ? noMailbox(cause) : cause;
    });
  } catch (error) {
    client.close();
    throw explained(error);
  }
  return session(client);
}

function session(client: ImapFlow): ImapSession {
  const flags = client.mailbox ? client.mailbox.permanentFlags : undefined;
  const mayMark = flags === undefined || flags.has('\\*') || flags.has(leftKeyword);
  return {
    validity: client.mailbox ? client.mailbox.uidValidity : 0n,
    async unread() {
      const found = await client.search({ seen: false, deleted: false, unKeyword: leftKeyword }, { uid: true });
      if (!Array.isArray(found)) throw lost();
      return found;
    },
    async fetch(uids, mostBytes) {
      const mails: { uid: number; bytes: Buffer }[] = [];
      const query = { uid: true, source: { start: 0, maxLength: mostBytes } };
      for await (const { uid, source } of client.fetch(uids.join(','), query, { uid: true }))
        if (source !== undefined) mails.push({ uid, bytes: source });
      if (!client.usable) throw lost();
      return mails;
    },
    async remove(uids) {
      const isDone = await client.messageDelete(uids.join(','), { uid: true });
      if (!client.usable) throw lost();
      return isDone;
    },
    async leave(uids) {
      if (mayMark) await client.messageFlagsAdd(uids.join(','), [leftKeyword], { uid: true, silent: true });
      if (!client.usable) throw lost();
    },
    async close() {
      await client.logout().catch(() => client.close());
    },
  };
}

/** Whether another attempt may help. */
export function isLost(error: unknown): boolean {
  return error instanceof VesnikError && error.code === 'imap-unreachable';
}

/** What imapflow throws, in words; it may repeat what the server said, which is not shown. */
export function explained(error: unknown): VesnikError {
  if (error instanceof VesnikError) return error;
  const detail = error instanceof Error ? error : new Error('unknown');
  const code = 'code' in detail && typeof detail.code === 'string' ? detail.code : '';
  if ('authenticationFailed' in detail && detail.authenticationFailed === true)
    return trouble('imap-refused', 'The mail server refuses the user or the password of VESNIK_IMAP_URL.', {
      hint: 'Check both; many providers want a password of its own for each program (“app password”).',
      cause: error,
    });
  if (
    /STARTTLS/i.test(`${code} ${detail.message}`) ||
    /^(?:ERR_TLS|DEPTH_|SELF_SIGNED|CERT_|UNABLE_TO|ERR_SSL)/.test(code)
  )
    return trouble(
      'imap-insecure',
      'The way to the mail server cannot be encrypted, or its certificate is not valid for it. Nothing was sent.',
      {
        hint: 'Use imaps://, and the host name that stands in the certificate.',
        cause: error,
      },
    );
  return lost(error);
}

function noMailbox(cause: unknown): VesnikError {
  return trouble('imap-no-mailbox', 'The mail server has no such mailbox for this user.', {
    hint: 'Its name stands at the end of VESNIK_IMAP_URL, like imaps://user:password@mail.example.org/INBOX',
    cause,
  });
}

function trouble(code: string, message: string, more: { readonly hint: string; readonly cause: unknown }): VesnikError {
  return new VesnikError({ ...more, code, message, kind: 'usage' });
}

function lost(cause?: unknown): VesnikError {
  return new VesnikError({
    code: 'imap-unreachable',
    message: 'The mail server cannot be reached, or the connection to it was lost.',
    hint: 'Type the same command again later: what was read is not read twice.',
    kind: 'partly',
    cause,
  });
}
