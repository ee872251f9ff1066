import { Hono } from 'hono';
import type { Language } from '#i18n/languages.ts';
import type { Store } from '#store/open.ts';
import type { Connection } from './client.ts';
import { showConfirm, useConfirm } from './confirm-door.ts';
import { showData, useData } from './data-door.ts';
import type { DoorList } from './door-list.ts';
import { doorPages, type Safety } from './door-page.ts';
import type { DoorCalendar } from './door-visit.ts';
import { personalHeaders, siteHeaders } from './headers.ts';
import { chooseLanguage } from './language-choice.ts';
import { noticePage } from './plain-page.ts';
import { type RequestRecord, recordRequests } from './request-record.ts';
import { type SesDoorParts, sesDoor } from './ses-door.ts';
import { signUpLimits } from './sign-up-limits.ts';
import { serveSite } from './static-site.ts';
import { allowPrograms, type SubscribeParts, showSubscribe, showThanks, subscribe } from './subscribe-door.ts';
import { showDoor, useDoor } from './subscription-door.ts';

export interface ServerOptions {
  readonly store: Store;
  /** The built site; it may be built anew, or for the first time, while the server runs. */
  readonly distFolder: string;
  /** Public address of the doors, without a slash at the end. Never taken from a request. */
  readonly publicUrl: string;
  /** The newsletter's languages in its order. */
  readonly languages: readonly Language[];
  /** `newsletter.lists` */
  readonly lists: readonly DoorList[];
  /** Words that stand by every form of the newsletter. */
  readonly safetyNotice?: Safety | undefined;
  /** Versions of the words that stand by the forms at present; a consent is recorded with one of them, or with none. */
  readonly words?: readonly string[];
  /** Domains of mail providers that the newsletter warns of, in lower-case ASCII. */
  readonly safetyDomains?: readonly string[];
  /** Whether the relay takes addresses whose part before @ is not ASCII (RFC 6531); else such a sign-up is refused. */
  readonly takesAllLetters?: () => Promise<boolean>;
  /** Proxies of one's own in front (VESNIK_TRUST_PROXY). */
  readonly trustedHops?: number;
  /** How long every answer of `/subscribe` takes, or a whole multiple of it; 250. */
  readonly answerMs?: number;
  /** A mail was put into the outbox. */
  readonly onMail?: () => void;
  /** Days of the newsletter's time zone; else those of UTC. */
  readonly calendar?: DoorCalendar;
  /** Where Amazon SES tells of bounces; absent: there is no such door. */
  readonly ses?: Pick<SesDoorParts, 'topic' | 'fetch'> | undefined;
  readonly now?: () => Date;
  /** Told of what went wrong: no address, no token, no path. */
  readonly onError?: (message: string) => void;
  /** Told of each request once it is answered. */
  readonly onRequest?: (record: RequestRecord) => void;
}

const untrustedProxy =
  'A proxy stands before the doors and VESNIK_TRUST_PROXY is not set: all readers share one limit, and soon nobody can sign up. Behind one proxy of yours set it to 1.';

const utcDays: DoorCalendar = {
  startOf: day => new Date(`${day}T00:00:00Z`),
  dayOf: moment => moment.toISOString().slice(0, 10),
};

type Doors = Hono<{ Bindings: Connection }>;

/** The live doors and the built site behind them. Listen with `listenForReaders`. */
export function createServer(options: ServerOptions): Doors {
  const { store, distFolder, publicUrl, languages, lists, now = () => new Date(), onError } = options;
  let isProxyTold = false;
  const parts: SubscribeParts = {
    ...{ store, pages: doorPages(distFolder, lists, options.safetyNotice), publicUrl, languages, lists, now },
    limits: signUpLimits(store, now),
    trustedHops: options.trustedHops ?? 0,
    words: options.words ?? [],
    safetyDomains: options.safetyDomains ?? [],
    takesAllLetters: options.takesAllLetters ?? (async () => false),
    answerMs: options.answerMs ?? 250,
    calendar: options.calendar ?? utcDays,
    onMail: options.onMail ?? (() => {}),
    onUntrustedProxy: () => {
      if (!isProxyTold) onError?.(untrustedProxy);
      isProxyTold = true;
    },
  };
  const app = new Hono<{ Bindings: Connection }>({ strict: true });
  if (options.onRequest !== undefined) app.use('*', recordRequests(options.onRequest));
  app.get('/healthz', context => context.text('ok\n', 200, { ...personalHeaders(publicUrl) }));
  joinRoutes(app, parts);
  for (const [path, door] of [['/u/:token', 'unsubscribe'] as const, ['/p/:token', 'preferences'] as const]) {
    app.get(path, context => showDoor(parts, door, context));
    app.post(path, context => useDoor(parts, door, context));
    app.all(path, context => context.text('', 405, { ...personalHeaders(publicUrl), Allow: 'GET, HEAD, POST' }));
  }
  dataRoutes(app, parts);
  if (options.ses !== undefined) {
    app.post('/ses', sesDoor({ store, publicUrl, now, onError: onError ?? (() => {}), ...options.ses }));
    app.all('/ses', context => context.text('', 405, { ...personalHeaders(publicUrl), Allow: 'POST' }));
  }
  app.get('*', context => serveSite({ distFolder, publicUrl, languages }, context));
  app.all('*', context => context.text('', 405, { ...siteHeaders(publicUrl), Allow: 'GET, HEAD' }));
  app.onError((error, context) => {
    onError?.(describe(error));
    const language = chooseLanguage(context.req.header('accept-language'), languages);
    return context.html(noticePage('busy', language), 503, { ...personalHeaders(publicUrl), 'Retry-After': '60' });
  });
  return app;
}

function joinRoutes(app: Doors, parts: SubscribeParts): void {
  const { publicUrl } = parts;
  const door = '/subscribe';
  app.get(door, context => showSubscribe(parts, context));
  app.post(door, context => subscribe(parts, context));
  app.options(door, context => allowPrograms(parts, context));
  app.all(door, context => context.text('', 405, { ...personalHeaders(publicUrl), Allow: 'GET, HEAD, POST, OPTIONS' }));
  app.get(`${door}/thanks/:language`, context => showThanks(parts, context));
  app.get('/c/:token', context => showConfirm(parts, context));
  app.post('/c/:token', context => useConfirm(parts, context));
  app.all('/c/:token', context => context.text('', 405, { ...personalHeaders(publicUrl), Allow: 'GET, HEAD, POST' }));
}

function dataRoutes(app: Doors, parts: SubscribeParts): void {
  app.get('/d/:token', context => showData(parts, context));
  app.post('/d/:token', context => useData(parts, context));
  app.all('/d/:token', context =>
    context.text('', 405, { ...personalHeaders(parts.publicUrl), Allow: 'GET, HEAD, POST' }),
  );
}

// Messages of other libraries may hold paths with tokens in them.
function describe(error: Error): string {
  const code = 'code' in error && typeof error.code === 'string' ? ` ${error.code}` : '';
  return `A request failed: ${error.name}${code}`;
}
