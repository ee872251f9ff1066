import { joiningMails } from '#cli/joining-mails.ts';
import { readNewsletter } from '#cli/newsletter-file.ts';
import { relaySettings } from '#cli/relay.ts';
import { readSettings } from '#cli/settings.ts';
import { startOutbox } from '#delivery/outbox-runner.ts';
import type { Store } from '#store/open.ts';
import { startRelay } from '../tests/smtp-relay.ts';

/** What sends the mails of the doors in `serve`, with a relay that takes them. */
export async function startMails(store: Store): Promise<{ readonly wake: () => void; stop(): Promise<void> }> {
  const relay = await startRelay();
  const settings = readSettings({ VESNIK_SMTP_URL: relay.url, VESNIK_RATE: '0' });
  const newsletter = await readNewsletter(settings);
  const ended = new AbortController();
  const doorsUrl = 'https://vesnik.example.org';
  const outbox = startOutbox({
    ...{ store, draw: joiningMails({ store, newsletter, root: settings.root, doorsUrl }), signal: ended.signal },
    settings: await relaySettings(settings, newsletter),
  });
  return {
    wake: outbox.wake,
    stop: async () => {
      ended.abort();
      await outbox.done;
      await relay.stop();
    },
  };
}
