import { Hono } from 'hono';
import type { Language } from '#i18n/languages.ts';
import type { Store } from '#store/open.ts';
import type { DoorList } from './door-list.ts';
import { doorPages } from './door-page.ts';
import { personalHeaders, siteHeaders } from './headers.ts';
import { chooseLanguage } from './language-choice.ts';
import { noticePage } from './plain-page.ts';
import { serveSite } from './static-site.ts';
import { type DoorParts, showDoor, useDoor } from './subscription-door.ts';

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
  readonly now?: () => Date;
  /** Told of what went wrong: no address, no token, no path. */
  readonly onError?: (message: string) => void;
}

/** The live doors and the built site behind them. Listen with `listenForReaders`. */
export function createServer(options: ServerOptions): Hono {
  const { store, distFolder, publicUrl, languages, lists, now = () => new Date(), onError } = options;
  const parts: DoorParts = { store, pages: doorPages(distFolder, lists), publicUrl, languages, lists, now };
  const app = new Hono({ strict: true });
  app.get('/healthz', context => context.text('ok\n', 200, { ...personalHeaders(publicUrl) }));
  for (const [path, door] of [['/u/:token', 'unsubscribe'] as const, ['/p/:token', 'preferences'] as const]) {
    app.get(path, context => showDoor(parts, door, context));
    app.post(path, context => useDoor(parts, door, context));
    app.all(path, context => context.text('', 405, { ...personalHeaders(publicUrl), Allow: 'GET, HEAD, POST' }));
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

// Messages of other libraries may hold paths with tokens in them.
function describe(error: Error): string {
  const code = 'code' in error && typeof error.code === 'string' ? ` ${error.code}` : '';
  return `A request failed: ${error.name}${code}`;
}
