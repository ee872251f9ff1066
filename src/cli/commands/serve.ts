import { join, resolve } from 'node:path';
import { listenForReaders } from '#server/listen.ts';
import { defineCommand, type ExitCode } from '../command.ts';
import { openDoors } from '../doors.ts';
import { watchMailings } from '../mailing-watch.ts';
import { readNewsletter } from '../newsletter-file.ts';
import { notified } from '../notify.ts';
import { portNumber } from '../numbers.ts';
import { watchOutbox } from '../outbox-watch.ts';
import { onPort } from '../ports.ts';
import { canMail, publicUrl } from '../relay.ts';
import { openServiceLog } from '../service-log.ts';
import { readSettings } from '../settings.ts';
import { untilStopped } from '../stopping.ts';
import { useStore } from '../store-access.ts';
import { watchForWorker } from '../worker-watch.ts';

const lookEveryMs = 60_000;
const looksWithoutWorker = 15;
const lateMailMs = 30 * 60_000;

const noRelay =
  'Neither VESNIK_SMTP_URL nor VESNIK_TRANSPORT is set: whoever signs up gets no mail until it is, here or for npx vesnik worker.';

export const serve = defineCommand({
  details: [
    'Serves the built site and the doors: signing up, and by personal link confirming, preferences and unsubscribing. Confirmations and welcomes go out from here over VESNIK_SMTP_URL (or VESNIK_TRANSPORT), one process at a time, beside any mailing. Put a proxy that ends TLS in front of it. Links are made with VESNIK_URL, never with what a request says; set VESNIK_TRUST_PROXY=1 behind one proxy of yours, or all readers count as one when sign-ups are limited.',
  ],
  args: {
    port: { type: 'string', valueHint: 'port', default: '8080', description: 'Where to listen; 0: any free port' },
    host: { type: 'string', valueHint: 'address', default: '127.0.0.1', description: 'Which address of this machine' },
    dist: { type: 'string', valueHint: 'folder', description: 'The built site; otherwise dist/ beside content/' },
  },
  async run({ port, host, dist }, terminal) {
    const settings = readSettings(terminal.env);
    const newsletter = await readNewsletter(settings);
    const log = openServiceLog(terminal, settings.logLevel);
    const wanted = portNumber('port', port);
    return useStore(settings, async (store): Promise<ExitCode> => {
      const distFolder = dist === undefined ? join(settings.root, 'dist') : resolve(terminal.folder, dist);
      const doors = await openDoors({
        ...{ store, settings, newsletter, distFolder, note: log.trouble, onRequest: log.request },
      });
      const listening = await onPort('port', wanted, free => listenForReaders(doors.app, { port: free, host })).catch(
        async error => {
          await doors.close();
          throw error;
        },
      );
      if (!canMail(settings)) log.trouble(noRelay);
      terminal.say(
        `Serving at ${listening.url}/, known to readers as ${publicUrl(settings, newsletter)}. Ctrl+C stops it.`,
      );
      const notify = notified(store, newsletter);
      const stopWatching = await watchMailings({
        ...{ store, notify, everyMs: lookEveryMs, report: log.trouble, clock: terminal.clock },
        look: inTurn(
          watchForWorker({ store, notify, looks: looksWithoutWorker }),
          watchOutbox({ store, notify, lateMs: lateMailMs }),
        ),
      });
      await untilStopped(terminal.signal);
      await stopWatching();
      await listening.close();
      await doors.close();
      terminal.say('Stopped. No request was cut off.');
      return 0;
    });
  },
});

type Look = (now: Date) => Promise<readonly string[]>;

function inTurn(first: Look, second: Look): Look {
  return async now => [...(await first(now)), ...(await second(now))];
}
