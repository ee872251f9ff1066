import type { Context } from 'hono';
import type { Language } from '#i18n/languages.ts';
import { linkEnd } from '#keys/timed-link.ts';
import { listNote } from '#render/list-note.ts';
import { refOfLink } from '#store/live-keys.ts';
import { confirmSignUp, findSignUp, type OpenSignUp, refuseSignUp } from '#store/sign-up-confirmation.ts';
import { type SignUpLink, signUpLifeMs } from '#store/sign-up-life.ts';
import { languageOfList } from './door-list.ts';
import type { Holes } from './door-page.ts';
import type { DoorParts } from './door-visit.ts';
import { readForm } from './form-body.ts';
import { personalHeaders } from './headers.ts';
import { chooseLanguage } from './language-choice.ts';
import { isForeign } from './origin.ts';
import { noticePage } from './plain-page.ts';
import type { ShellName } from './shells.ts';

/** GET and HEAD: what would come, and a button. Changes nothing: mail scanners follow links. */
export async function showConfirm(parts: DoorParts, context: Context): Promise<Response> {
  const link = await linkOf(parts, context);
  if (link === undefined) return answer(parts, context, 404, 'unknown-link');
  const found = await findSignUp(parts.store, link, parts.now());
  if (found === undefined) return answer(parts, context, 410, 'link-expired');
  if (found.isDone) return confirmed(parts, context, found);
  return context.req.query('no') === undefined ? ask(parts, context, found) : askWhetherNot(parts, context, found);
}

/**
 * POST: active, on the list that the page named; or forgotten, where its owner says that it was not them. Again: the same page, no change. Must
 * come from our own page.
 */
export async function useConfirm(parts: DoorParts, context: Context): Promise<Response> {
  const link = await linkOf(parts, context);
  if (link === undefined) return answer(parts, context, 404, 'unknown-link');
  const form = await readForm(context.req.raw);
  if (!form.ok) return refused(parts, context, form.status);
  if (isForeign(context.req.raw.headers, parts.publicUrl)) return refused(parts, context, 403);
  if (form.fields.get('do') === 'refuse') return refuse(parts, context, link);
  const list = parts.lists.find(({ id }) => id === form.fields.get('list'))?.id;
  const found = await confirmSignUp(parts.store, link, { list, now: parts.now() });
  if (found === undefined) return answer(parts, context, 410, 'link-expired');
  parts.onMail();
  return confirmed(parts, context, found);
}

async function linkOf({ store }: DoorParts, context: Context): Promise<SignUpLink | undefined> {
  const token = context.req.param('token') ?? '';
  const ref = await refOfLink(store, 'confirm', token);
  return ref && { ref, mailedAt: new Date(linkEnd(token).getTime() - signUpLifeMs) };
}

function ask(parts: DoorParts, context: Context, { list }: OpenSignUp): Promise<Response> {
  const action = `/c/${context.req.param('token') ?? ''}`;
  const language = languageOfList(parts.lists, list, readers(parts, context));
  const text = { action, list: noteOf(parts, list, language), 'list-id': list };
  return answer(parts, context, 200, 'confirm', language, { text });
}

function askWhetherNot(parts: DoorParts, context: Context, { list }: OpenSignUp): Promise<Response> {
  const language = languageOfList(parts.lists, list, readers(parts, context));
  return answer(parts, context, 200, 'not-me', language, {
    text: { action: `/c/${context.req.param('token') ?? ''}` },
  });
}

async function refuse(parts: DoorParts, context: Context, link: SignUpLink): Promise<Response> {
  const found = await findSignUp(parts.store, link, parts.now());
  if (!(await refuseSignUp(parts.store, link, parts.now()))) return answer(parts, context, 410, 'link-expired');
  const others = readers(parts, context);
  const language = found === undefined ? others : languageOfList(parts.lists, found.list, others);
  return answer(parts, context, 200, 'not-me-done', language);
}

function confirmed(parts: DoorParts, context: Context, { list }: OpenSignUp): Promise<Response> {
  const language = languageOfList(parts.lists, list, readers(parts, context));
  return answer(parts, context, 200, 'confirmed', language, { text: { list: noteOf(parts, list, language) } });
}

function noteOf({ lists }: DoorParts, id: string, language: Language): string {
  const list = lists.find(each => each.id === id);
  return list === undefined ? id : listNote(list, language);
}

function readers({ languages }: DoorParts, context: Context): Language {
  return chooseLanguage(context.req.header('accept-language'), languages);
}

async function answer(
  parts: DoorParts,
  context: Context,
  status: 200 | 404 | 410,
  name: ShellName,
  language: Language = readers(parts, context),
  holes: Holes = {},
): Promise<Response> {
  const page = await parts.pages(name, language, holes);
  return context.html(page, status, { ...personalHeaders(parts.publicUrl), 'Content-Language': language });
}

function refused(parts: DoorParts, context: Context, status: 400 | 403 | 413): Response {
  const language = readers(parts, context);
  const headers = { ...personalHeaders(parts.publicUrl), 'Content-Language': language };
  return context.html(noticePage('refused', language), status, headers);
}
