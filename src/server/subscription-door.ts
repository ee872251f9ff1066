import type { Context } from 'hono';
import { askForDataLink } from '#store/data-link.ts';
import { keepLeavingReason, leavingReasons } from '#store/leaving-reason.ts';
import { refOfLink } from '#store/live-keys.ts';
import { returnSubscriber } from '#store/return.ts';
import { findByRef, unsubscribe } from '#store/subscribers.ts';
import { languageOfList } from './door-list.ts';
import { answerPage, type DoorParts, unknownLink, type Visit } from './door-visit.ts';
import { readForm } from './form-body.ts';
import { chooseLanguage } from './language-choice.ts';
import { isForeign } from './origin.ts';
import { endPause, pauseUntil } from './pause-wish.ts';
import { noticePage } from './plain-page.ts';
import { notYetBack, preferencesPage, savePreferences } from './preferences-page.ts';
import { blankForm } from './subscribe-answer.ts';

export type Door = 'unsubscribe' | 'preferences';

/** GET and HEAD: a page with buttons. Changes nothing: mail scanners follow links. */
export async function showDoor(parts: DoorParts, door: Door, context: Context): Promise<Response> {
  const visit = await enter(parts, door, context);
  if (visit === undefined) return unknownLink(parts, context);
  if (door === 'preferences') return preferencesPage(visit, { list: context.req.query('list') });
  return answerPage(visit, 200, await parts.pages('unsubscribe', visit.language, { text: { action: visit.action } }));
}

/**
 * POST. `/u/`: unsubscribes, whatever the form says, with two exceptions: our own buttons for the way back and for the reason. 200 at
 * once, again 200 (RFC 8058, 3.2), no redirect, no cookie. `/p/`: saves the list and the form, pauses, mails the link to the data, or
 * as `/u/`. What changes something other than leaving must come from our own page.
 */
export async function useDoor(parts: DoorParts, door: Door, context: Context): Promise<Response> {
  const visit = await enter(parts, door, context);
  if (visit === undefined) return unknownLink(parts, context);
  const form = await readForm(context.req.raw);
  if (!form.ok) return answerPage(visit, form.status, noticePage('refused', visit.language));
  const wish = form.fields.get('do') ?? (door === 'unsubscribe' ? 'unsubscribe' : 'save');
  const isOfLeaving = wish === 'resubscribe' || wish === 'reason';
  if (wish === 'unsubscribe' || (door === 'unsubscribe' && !isOfLeaving)) return leave(visit);
  if (isForeign(context.req.raw.headers, parts.publicUrl))
    return answerPage(visit, 403, noticePage('refused', visit.language));
  if (wish === 'resubscribe') return comeBack(visit);
  if (wish === 'reason') return keepReason(visit, form.fields.get('reason'));
  if (wish === 'pause') return pauseUntil(visit, form.fields.get('until'));
  if (wish === 'end-pause') return endPause(visit);
  return wish === 'link' ? mailLink(visit) : savePreferences(visit, form.fields);
}

async function enter(parts: DoorParts, door: Door, context: Context): Promise<Visit | undefined> {
  const token = context.req.param('token') ?? '';
  const ref = await refOfLink(parts.store, door, token);
  if (ref === undefined) return undefined;
  const subscriber = await findByRef(parts.store, ref);
  const readers = chooseLanguage(context.req.header('accept-language'), parts.languages);
  const language = subscriber === undefined ? readers : languageOfList(parts.lists, subscriber.list, readers);
  const action = `/${door === 'unsubscribe' ? 'u' : 'p'}/${token}`;
  return { ...parts, context, action, ref, subscriber, language };
}

async function leave(visit: Visit): Promise<Response> {
  await unsubscribe(visit.store, visit.ref, visit.now());
  return left(visit, visit.subscriber === undefined ? ['hidden-reason', 'hidden-thanks'] : ['hidden-thanks']);
}

async function left(visit: Visit, flags: readonly string[]): Promise<Response> {
  const text = { action: visit.action };
  return answerPage(visit, 200, await visit.pages('unsubscribed', visit.language, { text, flags }));
}

async function comeBack(visit: Visit): Promise<Response> {
  // Nothing is left of them that could come back: they sign up anew.
  if (visit.subscriber === undefined) {
    const form = blankForm(visit.lists, visit.language);
    return answerPage(visit, 200, await visit.pages('subscribe', visit.language, form));
  }
  const back = await returnSubscriber(visit.store, visit.ref, { now: visit.now() });
  if (back !== 'active') return notYetBack(visit, back);
  return answerPage(visit, 200, await visit.pages('resubscribed', visit.language));
}

/** Only one of the list is kept; the button without a choice is no answer, and asks again. */
async function keepReason(visit: Visit, given: string | undefined): Promise<Response> {
  const reason = leavingReasons.find(each => each === given);
  if (reason === undefined) return left(visit, ['hidden-thanks']);
  if (await keepLeavingReason(visit.store, visit.ref, reason)) return left(visit, ['hidden-reason']);
  return answerPage(visit, 409, noticePage('refused', visit.language));
}

// The same page whether a mail goes or went just now.
async function mailLink(visit: Visit): Promise<Response> {
  if (visit.subscriber === undefined) return unknownLink(visit, visit.context);
  if (await askForDataLink(visit.store, visit.ref, visit.now())) visit.onMail();
  return answerPage(visit, 200, await visit.pages('link-sent', visit.language));
}
