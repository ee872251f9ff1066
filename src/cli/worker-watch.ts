import { watchSenders } from '#delivery/sender-watch.ts';
import { nextAvailable } from '#store/agenda.ts';
import { listMailings } from '#store/mailings.ts';
import type { Store } from '#store/open.ts';
import { closeTrouble, knownTroubles, openTrouble } from '#store/troubles.ts';

interface WorkerWatchParts {
  readonly store: Store;
  /** Who is told (`noticeRecipients`). */
  readonly notify: readonly Buffer[];
  /** So many looks in a row there was something to send and nobody who sends: then people are told. */
  readonly looks: number;
}

/**
 * A look, to be repeated once a minute, at whether somebody sends what is due. Told of once for each mailing, and once more when
 * somebody does. It counts looks, so that no clock matters. Gives back lines that say what changed.
 */
export function watchForWorker({ store, notify, looks }: WorkerWatchParts): (now: Date) => Promise<string[]> {
  const senders = watchSenders(store, 1);
  const waiting = new Map<number, number>();
  let isFirst = true;
  return async now => {
    const living = await senders.look();
    // At the first look a sender that is dead cannot be told from one that lives.
    if (isFirst) {
      isFirst = false;
      return [];
    }
    return living > 0 ? settleAll(now) : await count(now);
  };

  async function count(now: Date): Promise<string[]> {
    const lines: string[] = [];
    for (const { id, issue } of await listMailings(store, ['scheduled', 'approved', 'sending'])) {
      const next = await nextAvailable(store, id);
      const times = next !== undefined && next <= now ? (waiting.get(id) ?? 0) + 1 : 0;
      waiting.set(id, times);
      if (times < looks) continue;
      const facts = { about: 'worker', issue } as const;
      const isNew = await openTrouble(store, { mailing: id, kind: 'worker', facts, to: notify, now });
      if (isNew) lines.push(`${issue} is due and nobody sends it. Start npx vesnik worker.`);
    }
    return lines;
  }

  async function settleAll(now: Date): Promise<string[]> {
    waiting.clear();
    for (const { mailing, issue } of await knownTroubles(store, 'worker')) {
      await closeTrouble(store, {
        ...{ mailing, kind: 'worker', to: notify, now },
        facts: { about: 'worker-over', issue },
      });
    }
    return [];
  }
}
