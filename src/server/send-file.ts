import type { Readable } from 'node:stream';
import type { Context } from 'hono';
import { type Coding, chooseCoding, encoded, isCompressible } from './content-coding.ts';
import { mediaType } from './media-types.ts';
import type { SiteFile } from './site-file.ts';

/**
 * Answers GET and HEAD with a file that is the same for all readers: whole and in a coding that the browser knows, 304, or a part
 * of its bytes. Pages behind personal links never come here: how small they become would tell of what is in them (BREACH).
 * Closes the file.
 */
export async function sendFile(file: SiteFile, { req }: Context, headers: Headers): Promise<Response> {
  const type = mediaType(file.path);
  const version = `${file.sizeBytes.toString(36)}-${file.changedAt.getTime().toString(36)}`;
  const varies = isCompressible(type, file.sizeBytes);
  // A part is always one of the bytes as they are, and has their tag.
  const isPart = req.header('range') !== undefined;
  const coding = varies && !isPart ? chooseCoding(req.header('accept-encoding')) : undefined;
  const etag = coding === undefined ? `"${version}"` : `"${version}-${coding}"`;
  headers.set('Content-Type', type);
  headers.set('ETag', etag);
  headers.set('Last-Modified', file.changedAt.toUTCString());
  headers.set('Accept-Ranges', 'bytes');
  if (varies) headers.set('Vary', 'Accept-Encoding');
  if (tags(req.header('if-none-match')).includes(etag)) return finish(file, 304, headers);
  if (coding !== undefined) {
    headers.set('Content-Encoding', coding);
    return sendEncoded(file, version, coding, req.method, headers);
  }
  // A player that goes on with another state of the file gets it whole (RFC 9110, 13.1.5).
  const isSame = (req.header('if-range') ?? etag) === etag;
  return sendBytes(file, isSame ? req.header('range') : undefined, req.method, headers);
}

function tags(header: string | undefined): string[] {
  return (header ?? '').split(',').map(tag => tag.trim().replace(/^W\//, ''));
}

async function sendEncoded(
  file: SiteFile,
  version: string,
  coding: Coding,
  method: string,
  headers: Headers,
): Promise<Response> {
  try {
    const bytes = await encoded(`${file.path} ${version}`, coding, () => file.handle.readFile());
    headers.set('Content-Length', String(bytes.length));
    return new Response(method === 'HEAD' ? null : new Uint8Array(bytes), { status: 200, headers });
  } finally {
    await file.handle.close();
  }
}

async function sendBytes(
  file: SiteFile,
  wanted: string | undefined,
  method: string,
  headers: Headers,
): Promise<Response> {
  const range = readRange(wanted, file.sizeBytes);
  if (range === 'impossible') {
    headers.set('Content-Range', `bytes */${file.sizeBytes}`);
    return finish(file, 416, headers);
  }
  const { start, end } = range ?? { start: 0, end: file.sizeBytes - 1 };
  const status = range === undefined ? 200 : 206;
  headers.set('Content-Length', String(end - start + 1));
  if (range !== undefined) headers.set('Content-Range', `bytes ${start}-${end}/${file.sizeBytes}`);
  if (method === 'HEAD' || file.sizeBytes === 0) return finish(file, status, headers);
  return new Response(bodyOf(file.handle.createReadStream({ start, end })), { status, headers });
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
