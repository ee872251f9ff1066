import type { Context } from 'hono';
import { isLanguage, type Language } from '#i18n/languages.ts';
import { fileHeaders } from '#render/site-headers.ts';
import { personalHeaders, siteHeaders } from './headers.ts';
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
  const headers = siteHeaders(parts.publicUrl);
  if ('redirect' in found)
    return new Response(null, { status: 308, headers: { ...headers, Location: found.redirect + search } });
  return sendFile(found.file, context, new Headers({ ...headers, ...fileHeaders(pathname) }));
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
  return context.html(noticePage('notFound', language), 404, { ...personalHeaders(parts.publicUrl) });
}
