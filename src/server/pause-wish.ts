import { formatDay } from '#i18n/dates.ts';
import { pauseSubscriber } from '#store/pause.ts';
import { answerPage, type Visit } from './door-visit.ts';
import { pauseDays } from './pause-days.ts';
import { noticePage } from './plain-page.ts';
import { preferencesPage } from './preferences-page.ts';

/** Nothing comes before the day `until`; another day than can be chosen: the page again, 422. */
export async function pauseUntil(visit: Visit, until: string | undefined): Promise<Response> {
  const { store, ref, calendar, language, action, now } = visit;
  const { earliest, latest } = pauseDays(calendar, now());
  if (until === undefined || !isDay(until) || until < earliest || until > latest)
    return preferencesPage(visit, { until: until ?? '' }, 422);
  if (!(await pauseSubscriber(store, ref, { until: calendar.startOf(until), now: now() })))
    return answerPage(visit, 409, noticePage('refused', language));
  const text = { day: formatDay(until, language), preferences: action };
  return answerPage(visit, 200, await visit.pages('paused', language, { text }));
}

/** Ends a pause before its day. */
export async function endPause(visit: Visit): Promise<Response> {
  const { store, ref, language, now } = visit;
  if (!(await pauseSubscriber(store, ref, { until: null, now: now() })))
    return answerPage(visit, 409, noticePage('refused', language));
  return answerPage(visit, 200, await visit.pages('resubscribed', language));
}

function isDay(text: string): boolean {
  const at = new Date(`${text}T00:00:00Z`);
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}
