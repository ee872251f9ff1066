import { type Context, Hono } from 'hono';
import { html } from 'hono/html';
import { languages } from '#i18n/languages.ts';
import { translator } from '#i18n/translator.ts';
import { htmlPart, picturePart, type Served } from './frame.ts';
import { mailListPage } from './mail-list.ts';
import { mailPage, views } from './mail-page.ts';
import type { Mailbox } from './mailbox.ts';
import { page } from './page.ts';

const policy =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/** The pages that show what arrived, in every language; `smtpAddress` is where mail is to be sent. */
export function inboxPages(mailbox: Mailbox, smtpAddress: string): Hono {
  const app = new Hono();
  app.use(async (context, next) => {
    await next();
    const { headers } = context.res;
    if (!headers.has('content-security-policy')) headers.set('content-security-policy', policy);
    headers.set('referrer-policy', 'no-referrer');
    headers.set('cache-control', 'no-store');
    headers.set('x-content-type-options', 'nosniff');
  });
  app.get('/', context => context.redirect(`/${wantedLanguage(context.req.header('accept-language'))}/`));
  app.get('/mail/:id{[0-9]+}/html', async context => {
    const mail = mailbox.find(Number(context.req.param('id')));
    return served(mail && (await htmlPart(mail, context.req.query('pictures') !== 'off')), context);
  });
  app.get('/mail/:id{[0-9]+}/part/:part', async context => {
    const mail = mailbox.find(Number(context.req.param('id')));
    return served(mail && (await picturePart(mail, context.req.param('part'))), context);
  });
  for (const language of languages) {
    app.get(`/${language}/`, context => {
      const search = {
        words: context.req.query('q') ?? '',
        list: context.req.query('list') ?? '',
        page: Math.max(1, Math.trunc(Number(context.req.query('page') ?? 1)) || 1),
      };
      return context.html(mailListPage(mailbox, search, smtpAddress, language));
    });
    for (const view of views) {
      app.get(`/${language}/:id{[0-9]+}/${view === 'html' ? '' : `${view}/`}`, async context => {
        const id = Number(context.req.param('id'));
        const mail = mailbox.find(id);
        if (mail === undefined) {
          const t = translator(language);
          const main = html`<h1>${t('inbox.notFound')}</h1><p><a href="/${language}/">${t('inbox.back')}</a></p>`;
          return context.html(page({ language, title: t('inbox.title'), path: '', main }), 404);
        }
        const look = {
          isPhone: context.req.query('width') === 'phone',
          hasPictures: context.req.query('pictures') !== 'off',
        };
        const neighbours = { newer: mailbox.find(id + 1), older: mailbox.find(id - 1) };
        return context.html(await mailPage(mail, neighbours, view, look, language));
      });
    }
  }
  return app;
}

function served(found: Served | undefined, context: Context): Response | Promise<Response> {
  return found ? context.body(found.body, 200, { ...found.headers }) : context.notFound();
}

/** The first of the reader's languages (RFC 9110, 12.5.4) that the inbox speaks. */
function wantedLanguage(accepted = ''): string {
  const wanted = accepted
    .split(',')
    .map(part => {
      const [tag = '', quality = 'q=1'] = part
        .trim()
        .split(';')
        .map(piece => piece.trim());
      return { tag: tag.toLowerCase(), quality: Number(quality.replace(/^q=/u, '')) };
    })
    .sort((a, b) => b.quality - a.quality);
  for (const { tag } of wanted) {
    const found = languages.find(language => tag === language || tag.startsWith(`${language}-`));
    if (found) return found;
  }
  return languages[0];
}
