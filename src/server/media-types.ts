import { extname } from 'node:path';

const text = '; charset=utf-8';

const byExtension: Readonly<Record<string, string>> = {
  '.html': `text/html${text}`,
  '.css': `text/css${text}`,
  '.js': `text/javascript${text}`,
  '.mjs': `text/javascript${text}`,
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.xml': `application/xml${text}`,
  '.xsl': `application/xml${text}`,
  '.txt': `text/plain${text}`,
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.gif': 'image/gif',
  '.webp': 'image/webp',
  '.avif': 'image/avif',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.mp3': 'audio/mpeg',
  '.m4a': 'audio/mp4',
  '.ogg': 'audio/ogg',
  '.opus': 'audio/ogg',
  '.wav': 'audio/wav',
  '.wasm': 'application/wasm',
  '.pdf': 'application/pdf',
  '.epub': 'application/epub+zip',
};

/** Media type of a file of the site by its name; bytes where it is unknown. */
export function mediaType(file: string): string {
  if (file.endsWith('feed.xml')) return `application/rss+xml${text}`;
  if (file.endsWith('feed.json')) return 'application/feed+json';
  return byExtension[extname(file).toLowerCase()] ?? 'application/octet-stream';
}
