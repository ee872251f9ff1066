import { instantAt } from '#content/days.ts';
import type { Newsletter } from '#content/publication.ts';
import { type Outbox, startOutbox } from '#delivery/outbox-runner.ts';
import { subscribeWords, wordsVersion } from '#render/subscribe-words.ts';
import type { DoorCalendar } from '#server/door-visit.ts';
import { createServer, type ServerOptions } from '#server/server.ts';
import type { Store } from '#store/open.ts';
import { joiningMails } from './joining-mails.ts';
import { letterQuestion } from './letters.ts';
import { noticeMails } from './notify.ts';
import { canMail, noticeSettings, publicUrl, relaySettings } from './relay.ts';
import type { Settings } from './settings.ts';

interface DoorsParts {
  readonly store: Store;
  readonly settings: Settings;
  readonly newsletter: Newsletter;
  readonly note: (message: string) => void;
}

/** The site with its doors, and the outbox behind them. */
interface OpenDoors {
  readonly app: ReturnType<typeof createServer>;
  /** Finishes the mail on the wire; after that nothing more goes out. Close the listener before. */
  close(): Promise<void>;
}

/** Opens the doors; what they write into the outbox is sent from here, where there is a relay. Throws as `relaySettings`. */
export async function openDoors(
  parts: DoorsParts & Pick<ServerOptions, 'distFolder' | 'onRequest'>,
): Promise<OpenDoors> {
  const { store, settings, newsletter, distFolder, note, onRequest } = parts;
  const stop = new AbortController();
  const outbox = await openOutbox({ ...parts, signal: stop.signal });
  const app = createServer({
    ...{ store, distFolder, publicUrl: publicUrl(settings, newsletter), onError: note, onMail: outbox.wake },
    ...(onRequest && { onRequest }),
    takesAllLetters: letterQuestion(settings),
    languages: newsletter.languages,
    lists: newsletter.lists,
    words: newsletter.languages.map(each => wordsVersion(subscribeWords(newsletter, each), each)),
    safetyNotice: newsletter.safetyNotice,
    safetyDomains: newsletter.safetyDomains,
    trustedHops: settings.trustedHops,
    calendar: calendarOf(newsletter),
    ses: settings.sesTopic === undefined ? undefined : { topic: settings.sesTopic, fetch },
  });
  return {
    app,
    close: async () => {
      stop.abort();
      await outbox.done;
    },
  };
}

function calendarOf({ timezone }: Newsletter): DoorCalendar {
  // The locale that writes a day as ISO 8601 does.
  const days = new Intl.DateTimeFormat('en-CA', { timeZone: timezone, dateStyle: 'short' });
  return { startOf: day => new Date(instantAt(day, 0, timezone)), dayOf: moment => days.format(moment) };
}

/** Sends confirmations, notices and welcomes until the signal, whenever no other process of this database does. */
export async function openOutbox({
  store,
  settings,
  newsletter,
  note,
  signal,
}: DoorsParts & { readonly signal: AbortSignal }): Promise<Outbox> {
  const doorsUrl = publicUrl(settings, newsletter);
  let last = '';
  return startOutbox({
    ...{ store, signal, draw: joiningMails({ store, newsletter, root: settings.root, doorsUrl }) },
    drawNotice: noticeMails(store, newsletter, settings.root),
    noticeSettings: await noticeSettings(settings, newsletter),
    settings: canMail(settings) ? await relaySettings(settings, newsletter) : undefined,
    // A relay that is away for a night is told of once.
    onTrouble: message => {
      if (message !== last) note(message);
      last = message;
    },
  });
}
