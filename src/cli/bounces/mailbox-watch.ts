import { setTimeout as pause } from 'node:timers/promises';
import type { Store } from '#store/open.ts';
import { failureOf } from '../failure.ts';
import { readImapUrl } from './imap-address.ts';
import { imapMailbox } from './imap-mailbox.ts';
import { readMails } from './reading.ts';
import type { Tally } from './tally.ts';

interface MailboxWatch {
  readonly store: Store;
  /** VESNIK_IMAP_URL; absent: there is nothing to read. */
  readonly url: string | undefined;
  readonly everyMs?: number;
  /** Takes the lines that a person should see. */
  readonly report: (...lines: string[]) => void;
}

const fiveMinutesMs = 5 * 60 * 1000;

/**
 * Reads the mailbox of bounces now and again every five minutes; gives back how to end that. Trouble is told once and tried again: it
 * never throws, but for a wrong URL: VesnikError (usage) `imap-url`.
 */
export function watchMailbox({ store, url, everyMs = fiveMinutesMs, report }: MailboxWatch): () => Promise<void> {
  if (url === undefined) return async () => {};
  const address = readImapUrl(url);
  const ended = new AbortController();
  const { signal } = ended;
  let told = '';
  const look = async (): Promise<void> => {
    try {
      const source = imapMailbox(address, { keeps: false });
      const tally = await readMails({ store, source, signal, now: () => new Date() });
      const lines = [...doneLine(tally), ...source.troubles.filter(trouble => trouble !== told)];
      told = source.troubles.at(-1) ?? '';
      if (lines.length > 0) report(...lines);
    } catch (thrown) {
      const { message, hint } = failureOf(thrown);
      if (message !== told) report(`Bounces wait: ${message}`, hint);
      told = message;
    }
  };
  const watching = (async () => {
    while (!signal.aborted) {
      await look();
      await pause(everyMs, undefined, { signal }).catch(() => undefined);
    }
  })();
  return async () => {
    ended.abort();
    await watching;
  };
}

function doneLine({ outcomes }: Tally): string[] {
  const { removed = 0, complained = 0, unsubscribed = 0, struck = 0, ours = 0 } = outcomes;
  if (removed + complained + unsubscribed + struck + ours === 0) return [];
  return [
    `Bounces read: removed ${removed}, complained ${complained}, left by mail ${unsubscribed}, came back for now ${struck}, refused because of us ${ours}.`,
  ];
}
