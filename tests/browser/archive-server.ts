import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Hono } from 'hono';
import { isLanguage, type Language } from '#i18n/languages.ts';
import { fillShell, type Holes } from '#server/door-page.ts';
import { readFields } from '#server/form-body.ts';
import { personalHeaders } from '#server/headers.ts';
import { type Listening, listenForReaders } from '#server/listen.ts';
import { serveSite } from '#server/static-site.ts';
import { formAgain, sampleHoles } from './door-samples.ts';

const publicUrl = 'https://vesnik.example.org';

/**
 * Serves a built site as `vesnik serve` does, compressed and with its headers, without a database: shells of the doors lie open, filled
 * as in a likely case, and a sign-up that is not well-formed is answered as the door answers it.
 */
export async function serveArchive(distFolder: string): Promise<Listening> {
  const app = new Hono({ strict: true });
  const fill = async (language: Language, shell: string, holes: Holes): Promise<string> =>
    fillShell(await readFile(join(distFolder, '_service', language, `${shell}.html`), 'utf8'), holes);
  app.get('/_service/:language/:shell', async context => {
    const { language, shell } = context.req.param();
    const name = shell.replace(/\.html$/, '');
    if (!isLanguage(language)) return context.notFound();
    const html = await fill(language, name === 'question' ? 'subscribe' : name, sampleHoles(name, language));
    return context.html(html, 200, { ...personalHeaders(publicUrl) });
  });
  app.post('/subscribe', async context => {
    const body = await readFields(context.req.raw);
    const fields = body.ok ? body.fields : new Map<string, string>();
    const language = fields.get('language');
    if (!isLanguage(language)) return context.notFound();
    return context.html(await fill(language, 'subscribe', formAgain(fields, language)), 422, {
      ...personalHeaders(publicUrl),
    });
  });
  app.get('*', context => serveSite({ distFolder, publicUrl, languages: ['en', 'be', 'ru'] }, context));
  return listenForReaders(app, { port: 0 });
}
