import type { Readable } from 'node:stream';
import type { Context } from 'hono';
import { isLanguage, type Language } from '#i18n/languages.ts';
import { fileHeaders } from '#render/site-headers.ts';
import { personalHeaders, siteHeaders } from './headers.ts';
import { chooseLanguage } from './language-choice.ts';
import { mediaType } from './media-types.ts';
import { noticePage } from './plain-page.ts';
import { findFile, type SiteFile } from './site-file.ts';

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

async function sendFile(file: SiteFile, { req }: Context, headers: Headers): Promise<Response> {
  const etag = `"${file.sizeBytes.toString(36)}-${file.changedAt.getTime().toString(36)}"`;
  headers.set('Content-Type', mediaType(file.path));
  headers.set('ETag', etag);
  headers.set('Last-Modified', file.changedAt.toUTCString());
  headers.set('Accept-Ranges', 'bytes');
  const known = req
    .header('if-none-match')
    ?.split(',')
    .map(tag => tag.trim().replace(/^W\//, ''));
  if (known?.includes(etag) === true) return finish(file, 304, headers);
  const range = readRange(req.header('range'), file.sizeBytes);
  if (range === 'impossible') {
    headers.set('Content-Range', `bytes */${file.sizeBytes}`);
    return finish(file, 416, headers);
  }
  const { start, end } = range ?? { start: 0, end: file.sizeBytes - 1 };
  headers.set('Content-Length', String(end - start + 1));
  if (range !== undefined) headers.set('Content-Range', `bytes ${start}-${end}/${file.sizeBytes}`);
  if (req.method === 'HEAD' || file.sizeBytes === 0) return finish(file, range === undefined ? 200 : 206, headers);
  const stream = file.handle.createReadStream({ start, end });
  return new Response(bodyOf(stream), { status: range === undefined ? 200 : 206, headers });
}

async function finish(file: SiteFile, status: number, headers: Headers): Promise<Response> {
  await file.handle.close();
  return new Response(null, { status, headers });
}

async function* chunks(stream: Readable): AsyncGenerator<Uint8Array> {
  for await (const chunk of stream) yield Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
}

function bodyOf(stream: Readable): ReadableStream<Uint8Array> {
  const parts = chunks(stream);
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await parts.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      stream.destroy();
      await parts.return(undefined);
    },
  });
}

interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** One range of RFC 9110, 14.2 (players seek with it); undefined: the whole file. */
function readRange(header: string | undefined, sizeBytes: number): ByteRange | 'impossible' | undefined {
  const [, first, last] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '') ?? [];
  if (first === undefined || last === undefined || (first === '' && last === '')) return undefined;
  const start = first === '' ? Math.max(0, sizeBytes - Number(last)) : Number(first);
  const end = first === '' || last === '' ? sizeBytes - 1 : Math.min(Number(last), sizeBytes - 1);
  return start > end || start >= sizeBytes ? 'impossible' : { start, end };
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
