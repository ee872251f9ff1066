import { formatDay } from '#i18n/dates.ts';
import { translator } from '#i18n/translator.ts';
import { type Return, returnSubscriber } from '#store/return.ts';
import { forms } from '#store/subscriber-state.ts';
import { moveSubscriber } from '#store/subscribers.ts';
import { listName } from './door-list.ts';
import { answerPage, unknownLink, type Visit } from './door-visit.ts';
import { pauseDays } from './pause-days.ts';
import { noticePage } from './plain-page.ts';

/** What a link or a form chose; anything may stand in it. */
interface Asked {
  readonly list?: string | undefined;
  readonly form?: string | undefined;
  /** A day for the end of a pause that was refused. */
  readonly until?: string | undefined;
}

/** List, form, pause, data and leaving. Never the address. 422: what was asked for is not possible. */
export async function preferencesPage(visit: Visit, asked: Asked, status: 200 | 422 = 200): Promise<Response> {
  const { subscriber, lists, language, action, calendar, now, context } = visit;
  if (subscriber === undefined) return unknownLink(visit, context);
  const list = lists.find(({ id }) => id === asked.list)?.id ?? subscriber.list;
  const form = forms.find(name => name === asked.form) ?? subscriber.form;
  const state = subscriber.state === 'active' ? 'hidden-active' : 'hidden-inactive';
  const { pausedUntil } = subscriber;
  const pauseDay = pausedUntil !== undefined && pausedUntil > now() ? calendar.dayOf(pausedUntil) : undefined;
  const { earliest, latest } = pauseDays(calendar, now());
  const flags = [
    ...[`checked-${list}`, `checked-form-${form}`, state],
    // Whoever has paused ends that first; a day that was refused is asked for again.
    pauseDay === undefined || asked.until !== undefined ? 'hidden-running' : 'hidden-choosing',
    ...(asked.until === undefined ? ['hidden-problem'] : ['autofocus-until']),
  ];
  const text = {
    ...{ action, earliest, latest, until: asked.until ?? '' },
    'until-invalid': String(asked.until !== undefined),
    day: pauseDay === undefined ? '' : formatDay(pauseDay, language),
  };
  return answerPage(visit, status, await visit.pages('preferences', language, { text, flags }));
}

/** Saves the list and the form; whoever had left is back with it. */
export async function savePreferences(visit: Visit, fields: ReadonlyMap<string, string>): Promise<Response> {
  const { store, ref, subscriber, lists, context, now } = visit;
  if (subscriber === undefined) return unknownLink(visit, context);
  const asked: Asked = { list: fields.get('list'), form: fields.get('form') };
  const list = lists.find(({ id }) => id === asked.list);
  const form = forms.find(name => name === (asked.form ?? subscriber.form));
  if (list === undefined || form === undefined) return preferencesPage(visit, asked, 422);
  const change = { list: list.id, ...(asked.form !== undefined && { form }), now: now() };
  if (subscriber.state === 'active') await moveSubscriber(store, ref, change);
  else {
    const back = await returnSubscriber(store, ref, change);
    if (back !== 'active') return notYetBack(visit, back);
  }
  const language = list.interface;
  const formName = translator(language)(`doors.form.${form}`);
  const text = { list: listName(list, language), form: formName, preferences: visit.action };
  return answerPage({ ...visit, language }, 200, await visit.pages('preferences-saved', language, { text }));
}

/** Answers whoever is not back yet: by the mail that asks them, or never by this link. */
export async function notYetBack(visit: Visit, back: Exclude<Return, 'active'>): Promise<Response> {
  if (back === 'refused') return answerPage(visit, 409, noticePage('refused', visit.language));
  if (back === 'mailed') visit.onMail();
  return answerPage(visit, 200, await visit.pages('subscribe-thanks', visit.language));
}
