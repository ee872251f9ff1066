import type { Context } from 'hono';
import { linkEnd } from '#keys/timed-link.ts';
import { forget } from '#store/forgetting.ts';
import { refOfLink } from '#store/live-keys.ts';
import { personalData } from '#store/personal-data.ts';
import { findByRef } from '#store/subscribers.ts';
import { languageOfList } from './door-list.ts';
import { answerPage, type DoorParts, unknownLink, type Visit } from './door-visit.ts';
import { readForm } from './form-body.ts';
import { personalHeaders } from './headers.ts';
import { chooseLanguage } from './language-choice.ts';
import { isForeign } from './origin.ts';
import { noticePage } from './plain-page.ts';

/** GET and HEAD: a page with buttons, for an hour after the mail; then 410. Shows nothing that is kept, the address neither. */
export async function showData(parts: DoorParts, context: Context): Promise<Response> {
  const visit = await enter(parts, context);
  if (visit === undefined) return unknownLink(parts, context);
  if (visit.subscriber === undefined) return over(visit);
  return answerPage(visit, 200, await parts.pages('data', visit.language, { text: { action: visit.action } }));
}

/**
 * POST from our own page. `data`: all that is kept, as a JSON file. `forget`: at once and for good; `stay=hash` leaves a keyed hash on the
 * suppression list, `stay=none` leaves nothing, and anything else asks again with 422.
 */
export async function useData(parts: DoorParts, context: Context): Promise<Response> {
  const visit = await enter(parts, context);
  if (visit === undefined) return unknownLink(parts, context);
  const { store, ref, language, action, pages, publicUrl, now } = visit;
  const form = await readForm(context.req.raw);
  if (!form.ok) return answerPage(visit, form.status, noticePage('refused', language));
  if (isForeign(context.req.raw.headers, publicUrl)) return answerPage(visit, 403, noticePage('refused', language));
  if (visit.subscriber === undefined) return over(visit);
  if (form.fields.get('do') === 'data') {
    const file = 'attachment; filename="vesnik-data.json"';
    const headers = { ...personalHeaders(publicUrl), 'Content-Disposition': file, 'Content-Type': 'application/json' };
    return context.body(`${JSON.stringify(await personalData(store, ref), null, 2)}\n`, 200, headers);
  }
  const stay = form.fields.get('stay');
  if (form.fields.get('do') !== 'forget' || (stay !== 'hash' && stay !== 'none'))
    return answerPage(visit, 422, await pages('data', language, { text: { action } }));
  await forget(store, ref, { keepHash: stay === 'hash', now: now() });
  return answerPage(visit, 200, await pages('forgotten', language));
}

async function enter(parts: DoorParts, context: Context): Promise<Visit | undefined> {
  const token = context.req.param('token') ?? '';
  const ref = await refOfLink(parts.store, 'data', token);
  if (ref === undefined) return undefined;
  const subscriber = linkEnd(token) > parts.now() ? await findByRef(parts.store, ref) : undefined;
  const readers = chooseLanguage(context.req.header('accept-language'), parts.languages);
  const language = subscriber === undefined ? readers : languageOfList(parts.lists, subscriber.list, readers);
  return { ...parts, context, action: `/d/${token}`, ref, subscriber, language };
}

// Its hour is over, or they were forgotten: the same to whoever has the link now.
async function over(visit: Visit): Promise<Response> {
  return answerPage(visit, 410, await visit.pages('data-over', visit.language));
}
