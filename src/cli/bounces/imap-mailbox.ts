import { setTimeout as pause } from 'node:timers/promises';
import type { ConnectionOptions } from 'node:tls';
import type { ImapAddress } from './imap-address.ts';
import { explained, type ImapSession, isLost, openImap } from './imap-session.ts';
import type { MailSource } from './mail-source.ts';

interface MailboxOptions {
  /** Nothing is removed or marked. */
  readonly keeps: boolean;
  readonly tls?: ConnectionOptions;
  readonly wait?: (ms: number, signal: AbortSignal) => Promise<unknown>;
}

/** Reports and the words of servers stand at the start; the rest is the newsletter itself. */
const mostBytes = 256 * 1024;
/** Mails per fetch: 5 MB at most. */
const group = 20;
const mostFailures = 5;
const firstWaitMs = 1000;

/**
 * The unread mails of an IMAP mailbox, twenty at a time. What was applied is deleted there; what is for a person stays unread and
 * is not fetched again. A connection that is lost is made anew, up to five times without any progress; what was done before is not read
 * twice. Throws as `openImap` does.
 */
export function imapMailbox(address: ImapAddress, { keeps, tls = {}, wait = rest }: MailboxOptions): MailSource {
  const troubles: string[] = [];
  return {
    troubles,
    async *mails(signal) {
      const known = { validity: 0n, seen: new Set<number>(), remove: new Set<number>(), leave: new Set<number>() };
      for (let failures = 0; !signal.aborted; ) {
        let session: ImapSession | undefined;
        try {
          session = await openImap(address, tls);
          startAnewIfRenumbered(session, known);
          for (;;) {
            if (!keeps) await settle(session, known, troubles);
            const next = (await session.unread()).filter(uid => !known.seen.has(uid)).slice(0, group);
            if (next.length === 0) return;
            const mails = await session.fetch(next, mostBytes);
            for (const { uid, bytes } of mails) {
              if (signal.aborted) return;
              yield { bytes, remove: async () => mark(known.remove, uid), leave: async () => mark(known.leave, uid) };
              known.seen.add(uid);
            }
            // Deleted by another program since the search.
            for (const uid of next) known.seen.add(uid);
            failures = 0;
          }
        } catch (error) {
          const failure = explained(error);
          failures += 1;
          if (!isLost(failure) || failures === mostFailures) throw failure;
          await wait(firstWaitMs * 2 ** (failures - 1), signal);
        } finally {
          // Where the reading was broken off: what was applied need not be read again.
          if (session !== undefined && !keeps) await settle(session, known, troubles).catch(() => {});
          await session?.close();
        }
      }
    },
  };
}

interface Known {
  validity: bigint;
  readonly seen: Set<number>;
  readonly remove: Set<number>;
  readonly leave: Set<number>;
}

// UIDs of another UIDVALIDITY (RFC 9051, 2.3.1.1) mean other mails.
function startAnewIfRenumbered({ validity }: ImapSession, known: Known): void {
  if (known.validity !== validity) for (const set of [known.seen, known.remove, known.leave]) set.clear();
  known.validity = validity;
}

function mark(set: Set<number>, uid: number): void {
  set.add(uid);
}

async function settle(session: ImapSession, { remove, leave }: Known, troubles: string[]): Promise<void> {
  if (remove.size > 0 && !(await session.remove([...remove])) && troubles.length === 0)
    troubles.push('The mail server does not let this user delete mails: they stay, and are read again the next time.');
  remove.clear();
  if (leave.size > 0) await session.leave([...leave]);
  leave.clear();
}

function rest(ms: number, signal: AbortSignal): Promise<unknown> {
  return pause(ms, undefined, { signal }).catch(() => undefined);
}
