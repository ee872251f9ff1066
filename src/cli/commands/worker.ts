import { runWorker } from '#delivery/worker.ts';
import { watchMailbox } from '../bounces/mailbox-watch.ts';
import { defineCommand, type ExitCode, progressArg } from '../command.ts';
import { deliveryTrouble } from '../delivery-trouble.ts';
import { openOutbox } from '../doors.ts';
import { lookAtDueMailings } from '../due-look.ts';
import { watchMailings } from '../mailing-watch.ts';
import { readNewsletter } from '../newsletter-file.ts';
import { notified } from '../notify.ts';
import { relaySettings, relayWarnings } from '../relay.ts';
import { watchRelay } from '../relay-watch.ts';
import { openServiceLog } from '../service-log.ts';
import { readSettings } from '../settings.ts';
import { useStore } from '../store-access.ts';

const lookEveryMs = 10_000;

export const worker = defineCommand({
  details: [
    'Delivers approved issues, and the confirmations of the doors where npx vesnik serve does not, tries again what a relay put off, and sends scheduled issues when they are due. On SIGTERM (or Ctrl+C) it finishes what is on the wire, for a minute at most. On SQLite one sender at a time works; a second one is refused and told who it is.',
  ],
  args: progressArg,
  async run({ progress: style }, terminal) {
    const settings = readSettings(terminal.env);
    const newsletter = await readNewsletter(settings);
    const relay = await relaySettings(settings, newsletter);
    const log = openServiceLog(terminal, settings.logLevel);
    log.trouble(...relayWarnings(relay));
    return useStore(settings, async (store): Promise<ExitCode> => {
      const notify = notified(store, newsletter);
      const relayWatch = watchRelay({ store, notify, report: log.trouble, clock: terminal.clock });
      const stopLooking = await watchMailings({
        ...{ store, notify, everyMs: lookEveryMs, report: log.trouble, clock: terminal.clock },
        look: async now => {
          await relayWatch.look(now);
          return lookAtDueMailings({ store, base: newsletter.url, notify, now });
        },
      });
      const stopBounces = watchMailbox({ store, url: settings.imapUrl, report: log.trouble });
      const ending = new AbortController();
      const signal = AbortSignal.any([terminal.signal, ending.signal]);
      const outbox = await openOutbox({ store, settings, newsletter, note: log.trouble, signal });
      terminal.say('Delivering what is approved and due. Ctrl+C stops it.');
      const progress = style === 'json' ? terminal.progress('Delivered', { asJson: true }) : log.progress('Delivered');
      const { counts } = await runWorker({
        ...{ store, settings: relay, until: 'stopped' as const, signal: terminal.signal },
        ...{ notify, onRelay: relayWatch.onRelay },
        onProgress: each => progress.update(each.sent + each.failed + each.uncertain, undefined, each),
      })
        .catch((error: unknown) => {
          throw deliveryTrouble(error);
        })
        .finally(async () => {
          progress.end();
          await Promise.all([stopLooking(), stopBounces(), relayWatch.rest()]);
          ending.abort();
          await outbox.done;
        });
      terminal.say(
        `Stopped. Sent ${counts.sent}, to be tried again ${counts.deferred}, failed ${counts.failed}, may have arrived ${counts.uncertain}.`,
      );
      return 0;
    });
  },
});
