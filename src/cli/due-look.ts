import { setTimeout as wait } from 'node:timers/promises';
import { VesnikError } from '#errors.ts';
import { mailAddresses } from '#preflight/mail-links.ts';
import { lookAtWeb } from '#preflight/web-look.ts';
import { pauseMailing } from '#store/mailing-control.ts';
import { listMailings, listVariants } from '#store/mailings.ts';
import type { Store } from '#store/open.ts';
import { failureOf } from './failure.ts';

interface DueLook {
  readonly store: Store;
  /** Public address of the newsletter's site. */
  readonly base: string;
  readonly now: Date;
  /** Mailings that become due within this time are looked at too: afterwards their rows may be claimed at any moment. */
  readonly aheadMs: number;
  /** Ids of mailings that were looked at already. */
  readonly seen: Set<number>;
}

/**
 * Asks once more for every page that a scheduled mailing links to, shortly before it is due; one whose pages do not answer
 * is paused; one that was cancelled or sent meanwhile is left alone. Gives back, for each that was paused, a line that
 * says so.
 */
export async function lookAtDueMailings({ store, base, now, aheadMs, seen }: DueLook): Promise<string[]> {
  const scheduled = await listMailings(store, ['scheduled']);
  const due = scheduled.filter(({ id, dueAt }) => !seen.has(id) && dueAt.getTime() <= now.getTime() + aheadMs);
  const lines: string[] = [];
  for (const { id, issue } of due) {
    const variants = await listVariants(store, id);
    const addresses = variants.flatMap(({ html }) => (html === undefined ? [] : mailAddresses(html)));
    const findings = await lookAtWeb({ addresses, base, file: `content/issues/${issue}`, fetch });
    const isPaused = findings.length > 0 && (await pauseUnlessOver(store, issue));
    seen.add(id);
    if (!isPaused) continue;
    lines.push(
      `Paused ${issue}: ${findings.map(({ message }) => message).join(' ')} Publish the site, then: npx vesnik resume ${issue}`,
    );
  }
  return lines;
}

async function pauseUnlessOver(store: Store, issue: string): Promise<boolean> {
  try {
    await pauseMailing(store, issue);
    return true;
  } catch (thrown) {
    if (thrown instanceof VesnikError && thrown.code === 'mailing-over') return false;
    throw thrown;
  }
}

interface Watch {
  readonly store: Store;
  /** Public address of the newsletter's site. */
  readonly base: string;
  /** Time between two looks; each sees what becomes due within twice as long. */
  readonly everyMs: number;
  /** Takes the lines that a person should see. */
  readonly report: (...lines: string[]) => void;
}

/**
 * Looks at due mailings now and then again and again; gives back how to end that. A look that fails is reported, and the
 * next one tries anew: it never throws.
 */
export async function keepLooking({ store, base, everyMs, report }: Watch): Promise<() => Promise<void>> {
  const seen = new Set<number>();
  const ended = new AbortController();
  const look = async () => {
    try {
      report(...(await lookAtDueMailings({ store, base, now: new Date(), aheadMs: 2 * everyMs, seen })));
    } catch (thrown) {
      const { message, hint } = failureOf(thrown);
      report(`The look at scheduled mailings failed, and is tried again: ${message}`, hint);
    }
  };
  await look();
  const looking = (async () => {
    while (!ended.signal.aborted) {
      const isOver = await wait(everyMs, false, { signal: ended.signal }).catch(() => true);
      if (!isOver) await look();
    }
  })();
  return async () => {
    ended.abort();
    await looking;
  };
}
