import type { Context } from 'hono';
import { isLanguage, type Language } from '#i18n/languages.ts';
import { siteHeaders } from './headers.ts';
import { chooseLanguage } from './language-choice.ts';
import { noticePage } from './plain-page.ts';
import { sendFile } from './send-file.ts';
import { findFile } from './site-file.ts';

interface StaticSiteParts {
  readonly distFolder: string;
  readonly publicUrl: string;
  readonly languages: readonly Language[];
}

/** Answers GET and HEAD with the built site: files, 304, byte ranges, redirects to folders, the 404 page of the language. */
export async function serveSite(parts: StaticSiteParts, context: Context): Promise<Response> {
  const { pathname, search } = new URL(context.req.url);
  const found = await findFile(parts.distFolder, pathname);
  if (found === undefined) return notFound(parts, context, pathname);
  const headers = new Headers(siteHeaders(parts.publicUrl));
  if ('redirect' in found) {
    headers.set('Location', found.redirect + search);
    return new Response(null, { status: 308, headers });
  }
  headers.set('Cache-Control', cacheControl(pathname));
  // Pictures in mails are shown by mail programs on the web.
  if (pathname.startsWith('/m/')) headers.set('Cross-Origin-Resource-Policy', 'cross-origin');
  return sendFile(found.file, context, headers);
}

// Names of these two folders hold the digest of what is in them.
function cacheControl(pathname: string): string {
  return /^\/(?:_astro|m)\//.test(pathname) ? 'public, max-age=31536000, immutable' : 'no-cache';
}

async function notFound(parts: StaticSiteParts, context: Context, pathname: string): Promise<Response> {
  const asked = pathname.split('/')[1];
  const readers = chooseLanguage(context.req.header('accept-language'), parts.languages);
  const language = isLanguage(asked) && parts.languages.includes(asked) ? asked : readers;
  const headers = { ...siteHeaders(parts.publicUrl), 'Cache-Control': 'no-cache' };
  for (const path of [`/${language}/404.html`, `/${language}/404/`, '/404.html']) {
    const found = await findFile(parts.distFolder, path);
    if (found === undefined || 'redirect' in found) continue;
    const page = await found.file.handle.readFile('utf8');
    await found.file.handle.close();
    return context.html(page, 404, headers);
  }
  return context.html(noticePage('notFound', language), 404, headers);
}
