import type { Context } from 'hono';
import type { Language } from '#i18n/languages.ts';
import type { Store } from '#store/open.ts';
import type { Subscriber } from '#store/subscribers.ts';
import type { DoorList } from './door-list.ts';
import type { DoorPages } from './door-page.ts';
import { personalHeaders } from './headers.ts';
import { chooseLanguage } from './language-choice.ts';

export interface DoorParts {
  readonly store: Store;
  readonly pages: DoorPages;
  readonly publicUrl: string;
  readonly languages: readonly Language[];
  readonly lists: readonly DoorList[];
  readonly calendar: DoorCalendar;
  readonly now: () => Date;
  /** There is a mail in the outbox. */
  readonly onMail: () => void;
}

/** Days, `YYYY-MM-DD`, as the newsletter counts them. */
export interface DoorCalendar {
  /** The moment at which a day begins. */
  startOf(day: string): Date;
  dayOf(moment: Date): string;
}

/** Somebody at a door that their personal link has opened. */
export interface Visit extends DoorParts {
  readonly context: Context;
  /** Path of the door itself. */
  readonly action: string;
  readonly ref: Buffer;
  /** Undefined once they were forgotten. */
  readonly subscriber: Subscriber | undefined;
  readonly language: Language;
}

/** One body for every token that does not open, whatever is wrong with it. */
export async function unknownLink(parts: DoorParts, context: Context): Promise<Response> {
  const language = chooseLanguage(context.req.header('accept-language'), parts.languages);
  const page = await parts.pages('unknown-link', language);
  return context.html(page, 404, { ...personalHeaders(parts.publicUrl), 'Content-Language': language });
}

export function answerPage(
  { context, publicUrl, language }: Visit,
  status: 200 | 400 | 403 | 409 | 410 | 413 | 422,
  page: string,
): Response {
  return context.html(page, status, { ...personalHeaders(publicUrl), 'Content-Language': language });
}
