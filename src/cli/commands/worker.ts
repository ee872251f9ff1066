import { setTimeout as wait } from 'node:timers/promises';
import { runWorker } from '#delivery/worker.ts';
import type { Store } from '#store/open.ts';
import { defineCommand, type ExitCode } from '../command.ts';
import { lookAtDueMailings } from '../due-look.ts';
import { readNewsletter } from '../newsletter.ts';
import { relaySettings, relayWarnings } from '../relay.ts';
import { readSettings } from '../settings.ts';
import { useStore } from '../store-access.ts';
import type { Terminal } from '../terminal.ts';

const lookEveryMs = 10_000;

export const worker = defineCommand({
  details: [
    'Delivers approved issues, tries again what a relay put off, and sends scheduled issues when they are due. On SIGTERM (or Ctrl+C) it finishes what is on the wire, for a minute at most. On SQLite one sender at a time works; a second one is refused and told who it is.',
  ],
  args: {},
  async run(_args, terminal) {
    const settings = readSettings(terminal.env);
    const newsletter = await readNewsletter(settings);
    const relay = await relaySettings(settings, newsletter);
    terminal.note(...relayWarnings(relay));
    return useStore(settings, async (store): Promise<ExitCode> => {
      const stopLooking = await keepLooking(store, newsletter.url, terminal);
      terminal.say('Delivering what is approved and due. Ctrl+C stops it.');
      const { counts } = await runWorker({ store, settings: relay, until: 'stopped', signal: terminal.signal }).finally(
        stopLooking,
      );
      terminal.say(
        `Stopped. Sent ${counts.sent}, to be tried again ${counts.deferred}, failed ${counts.failed}, may have arrived ${counts.uncertain}.`,
      );
      return 0;
    });
  },
});

/** Looks now, and then every ten seconds at what becomes due within twenty; gives back how to end that. */
async function keepLooking(store: Store, base: string, terminal: Terminal): Promise<() => Promise<void>> {
  const seen = new Set<number>();
  const ended = new AbortController();
  const look = async () => {
    const lines = await lookAtDueMailings({ store, base, now: new Date(), aheadMs: 2 * lookEveryMs, seen });
    terminal.note(...lines);
  };
  await look();
  const looking = (async () => {
    while (!ended.signal.aborted) {
      const isOver = await wait(lookEveryMs, false, { signal: ended.signal }).catch(() => true);
      if (!isOver) await look();
    }
  })();
  return async () => {
    ended.abort();
    await looking;
  };
}
