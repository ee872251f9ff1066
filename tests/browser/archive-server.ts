import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Hono } from 'hono';
import { fillShell } from '#server/door-page.ts';
import { personalHeaders } from '#server/headers.ts';
import { type Listening, listenForReaders } from '#server/listen.ts';
import { serveSite } from '#server/static-site.ts';

const publicUrl = 'https://vesnik.example.org';

/** What the holes of the doors' pages get, so that they look as readers see them. */
const holes = {
  text: { action: '/p/sample', list: 'be', form: 'normal', preferences: '/p/sample' },
  flags: ['checked-be', 'checked-form-normal', 'hidden-active'],
};

/** Serves a built site as `vesnik serve` does, compressed and with its headers, without a database; shells of the doors are filled. */
export async function serveArchive(distFolder: string): Promise<Listening> {
  const app = new Hono({ strict: true });
  app.get('/_service/:language/:shell', async context => {
    const { language, shell } = context.req.param();
    const html = await readFile(join(distFolder, '_service', language, shell), 'utf8');
    return context.html(fillShell(html, holes), 200, { ...personalHeaders(publicUrl) });
  });
  app.get('*', context => serveSite({ distFolder, publicUrl, languages: ['en', 'be', 'ru'] }, context));
  return listenForReaders(app, { port: 0 });
}
