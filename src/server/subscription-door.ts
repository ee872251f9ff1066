import type { Context } from 'hono';
import type { Language } from '#i18n/languages.ts';
import { translator } from '#i18n/translator.ts';
import { refOfLink } from '#store/live-keys.ts';
import type { Store } from '#store/open.ts';
import { returnSubscriber } from '#store/return.ts';
import { forms } from '#store/subscriber-state.ts';
import { findByRef, moveSubscriber, type Subscriber, unsubscribe } from '#store/subscribers.ts';
import { type DoorList, languageOfList, listName } from './door-list.ts';
import type { DoorPages } from './door-page.ts';
import { readForm } from './form-body.ts';
import { personalHeaders } from './headers.ts';
import { chooseLanguage } from './language-choice.ts';
import { isForeign } from './origin.ts';
import { noticePage } from './plain-page.ts';

export interface DoorParts {
  readonly store: Store;
  readonly pages: DoorPages;
  readonly publicUrl: string;
  readonly languages: readonly Language[];
  readonly lists: readonly DoorList[];
  readonly now: () => Date;
}

export type Door = 'unsubscribe' | 'preferences';

interface Visit extends DoorParts {
  readonly context: Context;
  readonly door: Door;
  /** Path of the door itself. */
  readonly action: string;
  readonly ref: Buffer;
  /** Undefined once they were forgotten. */
  readonly subscriber: Subscriber | undefined;
  readonly language: Language;
}

/** What a link or a form chose; anything may stand in it. */
interface Asked {
  readonly list: string | undefined;
  readonly form?: string | undefined;
}

/** GET and HEAD: a page with buttons. Changes nothing: mail scanners follow links. */
export async function showDoor(parts: DoorParts, door: Door, context: Context): Promise<Response> {
  const visit = await enter(parts, door, context);
  if (visit === undefined) return unknownLink(parts, context);
  if (door === 'preferences') return preferences(visit, { list: context.req.query('list') });
  return html(visit, 200, await parts.pages('unsubscribe', visit.language, { text: { action: visit.action } }));
}

/**
 * POST. `/u/`: unsubscribes, whatever the form says, with one exception: our own button for the way back. 200 at once, again 200
 * (RFC 8058, 3.2), no redirect, no cookie. `/p/`: saves the list and the form, or as `/u/`. What changes something other than
 * leaving must come from our own page.
 */
export async function useDoor(parts: DoorParts, door: Door, context: Context): Promise<Response> {
  const visit = await enter(parts, door, context);
  if (visit === undefined) return unknownLink(parts, context);
  const form = await readForm(context.req.raw);
  if (!form.ok) return html(visit, form.status, noticePage('refused', visit.language));
  const wish = form.fields.get('do') ?? (door === 'unsubscribe' ? 'unsubscribe' : 'save');
  if (wish === 'unsubscribe' || (door === 'unsubscribe' && wish !== 'resubscribe')) return leave(visit);
  if (isForeign(context.req.raw.headers, parts.publicUrl))
    return html(visit, 403, noticePage('refused', visit.language));
  return wish === 'resubscribe' ? comeBack(visit) : save(visit, form.fields);
}

async function enter(parts: DoorParts, door: Door, context: Context): Promise<Visit | undefined> {
  const token = context.req.param('token') ?? '';
  const ref = await refOfLink(parts.store, door, token);
  if (ref === undefined) return undefined;
  const subscriber = await findByRef(parts.store, ref);
  const readers = chooseLanguage(context.req.header('accept-language'), parts.languages);
  const language = subscriber === undefined ? readers : languageOfList(parts.lists, subscriber.list, readers);
  const action = `/${door === 'unsubscribe' ? 'u' : 'p'}/${token}`;
  return { ...parts, context, door, action, ref, subscriber, language };
}

async function leave(visit: Visit): Promise<Response> {
  await unsubscribe(visit.store, visit.ref, visit.now());
  return html(visit, 200, await visit.pages('unsubscribed', visit.language, { text: { action: visit.action } }));
}

async function comeBack(visit: Visit): Promise<Response> {
  const isActive = await returnSubscriber(visit.store, visit.ref, { now: visit.now() });
  if (!isActive) return html(visit, 409, noticePage('refused', visit.language));
  return html(visit, 200, await visit.pages('resubscribed', visit.language));
}

async function preferences(visit: Visit, asked: Asked, status: 200 | 422 = 200): Promise<Response> {
  const { subscriber, lists, language, action, context } = visit;
  if (subscriber === undefined) return unknownLink(visit, context);
  const list = lists.find(({ id }) => id === asked.list)?.id ?? subscriber.list;
  const form = forms.find(name => name === asked.form) ?? subscriber.form;
  const state = subscriber.state === 'active' ? 'hidden-active' : 'hidden-inactive';
  const flags = [`checked-${list}`, `checked-form-${form}`, state];
  return html(visit, status, await visit.pages('preferences', language, { text: { action }, flags }));
}

async function save(visit: Visit, fields: ReadonlyMap<string, string>): Promise<Response> {
  const { store, ref, subscriber, lists, context, now } = visit;
  if (subscriber === undefined) return unknownLink(visit, context);
  const asked: Asked = { list: fields.get('list'), form: fields.get('form') };
  const list = lists.find(({ id }) => id === asked.list);
  const form = forms.find(name => name === (asked.form ?? subscriber.form));
  if (list === undefined || form === undefined) return preferences(visit, asked, 422);
  const change = { list: list.id, ...(asked.form !== undefined && { form }), now: now() };
  if (subscriber.state === 'active') await moveSubscriber(store, ref, change);
  else if (!(await returnSubscriber(store, ref, change)))
    return html(visit, 409, noticePage('refused', visit.language));
  const language = list.interface;
  const formName = translator(language)(`doors.form.${form}`);
  const text = { list: listName(list, language), form: formName, preferences: visit.action };
  return html({ ...visit, language }, 200, await visit.pages('preferences-saved', language, { text }));
}

// One body for every token that does not open, whatever is wrong with it.
async function unknownLink(parts: DoorParts, context: Context): Promise<Response> {
  const language = chooseLanguage(context.req.header('accept-language'), parts.languages);
  const page = await parts.pages('unknown-link', language);
  return context.html(page, 404, { ...personalHeaders(parts.publicUrl), 'Content-Language': language });
}

function html(
  { context, publicUrl, language }: Visit,
  status: 200 | 400 | 403 | 409 | 413 | 422,
  page: string,
): Response {
  return context.html(page, status, { ...personalHeaders(publicUrl), 'Content-Language': language });
}
