import { resumeMailing } from '#store/mailing-control.ts';
import { retryUncertain } from '#store/uncertain-retry.ts';
import { defineCommand, type ExitCode, jsonArg, mailedArg, progressArg } from '../command.ts';
import { deliver } from '../delivering.ts';
import { readNewsletter } from '../newsletter-file.ts';
import { notified } from '../notify.ts';
import { counted } from '../output.ts';
import { relaySettings, relayWarnings } from '../relay.ts';
import { readSettings } from '../settings.ts';
import { useStore } from '../store-access.ts';

export const resume = defineCommand({
  details: [
    'Goes on where the mailing stopped. Nobody gets it twice: what was on the wire when a sender was killed may have arrived, is counted as such and is not repeated by itself.',
    '--retry-uncertain repeats those too, with the same Message-ID, so that many mail programs show one mail; some people may see two.',
  ],
  examples: ['npx vesnik resume 2024-04-15', 'npx vesnik resume 2024-04-15 --retry-uncertain'],
  args: {
    ...mailedArg,
    'retry-uncertain': { type: 'boolean', description: 'Also send again what may have arrived' },
    ...progressArg,
    ...jsonArg,
  },
  async run({ issue, 'retry-uncertain': retries, json, progress }, terminal) {
    const settings = readSettings(terminal.env);
    const newsletter = await readNewsletter(settings);
    const relay = await relaySettings(settings, newsletter);
    return useStore(settings, async (store): Promise<ExitCode> => {
      const mailing = await resumeMailing(store, issue, new Date());
      if (retries) {
        const count = await retryUncertain(store, issue, new Date());
        terminal.note(`${counted(count, 'delivery', 'deliveries')} that may have arrived will be sent again.`);
      }
      terminal.note(...relayWarnings(relay));
      return deliver(
        {
          store,
          settings: relay,
          notify: notified(store, newsletter),
          mailing,
          json: json === true,
          progressAsJson: progress === 'json',
        },
        terminal,
      );
    });
  },
});
