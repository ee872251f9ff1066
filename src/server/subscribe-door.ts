import { setTimeout as wait } from 'node:timers/promises';
import type { Context } from 'hono';
import { isLanguage, type Language } from '#i18n/languages.ts';
import { translator } from '#i18n/translator.ts';
import { signUp } from '#store/sign-up.ts';
import { type Connection, clientOf, isUntrustedProxy } from './client.ts';
import type { DoorParts } from './door-visit.ts';
import { readFields } from './form-body.ts';
import { personalHeaders } from './headers.ts';
import { chooseLanguage } from './language-choice.ts';
import { noticePage } from './plain-page.ts';
import type { SignUpLimits } from './sign-up-limits.ts';
import { readSignUp } from './sign-up-request.ts';
import { answeredForm, blankForm, problemList } from './subscribe-answer.ts';

/** What signing up needs beyond the other doors. */
export interface SubscribeParts extends DoorParts {
  readonly limits: SignUpLimits;
  readonly trustedHops: number;
  /** Versions of the words that stand by the forms at present. */
  readonly words: readonly string[];
  /** Domains of providers that the newsletter has named. */
  readonly safetyDomains: readonly string[];
  /** Every well-formed address is answered after so long, or a whole multiple of it, whatever was to be done for it. */
  readonly answerMs: number;
  /** Whether mail can be sent to an address whose part before @ is not ASCII; asked where an address is not ASCII. */
  readonly takesAllLetters: () => Promise<boolean>;
  /** A proxy of this machine is not trusted: readers cannot be told apart. */
  readonly onUntrustedProxy: () => void;
}

export type DoorContext = Context<{ Bindings: Connection }>;

// The answer says nothing of a reader, and any page may post a form here.
const forPrograms = { 'Access-Control-Allow-Origin': '*' } as const;

/**
 * POST. A form: 303 to the thank-you page, or 422 with the form again. JSON: 202, or 422 with the problems. From any Origin. Alike
 * in words, status and time for every well-formed address, known or not: what happened is told by mail.
 */
export async function subscribe(parts: SubscribeParts, context: DoorContext): Promise<Response> {
  const startedMs = performance.now();
  const body = await readFields(context.req.raw);
  const readers = chooseLanguage(context.req.header('accept-language'), parts.languages);
  if (!body.ok) return unreadable(parts, context, readers, body);
  const takesAllLetters = isAscii(body.fields) || (await parts.takesAllLetters());
  const request = readSignUp(body.fields, { ...parts, otherwise: readers, takesAllLetters });
  const { language, problems, address, list } = request;
  if (isUntrustedProxy(context.req.raw.headers, context.env, parts.trustedHops)) parts.onUntrustedProxy();
  const client = clientOf(context.req.raw.headers, context.env, parts.trustedHops);
  if (!(await parts.limits.admitsClient(client))) return tooMany(parts, context, language, body.isJson);
  if (address === undefined || list === undefined || problems.email !== undefined) {
    if (body.isJson) return context.json({ problems: problemList(request) }, 422, headers(parts, language));
    return page(parts, context, language, 422, await parts.pages('subscribe', language, answeredForm(request)));
  }
  if (!body.isJson && request.question !== undefined && !request.isTrapped)
    return page(parts, context, language, 422, await parts.pages('subscribe', language, answeredForm(request)));
  const isAdmitted = !request.isTrapped && (await parts.limits.admitsAddress(address));
  if (isAdmitted) {
    const wish = { address, list: list.id, source: body.isJson ? 'program' : 'form', words: request.words };
    if (await signUp(parts.store, wish, parts.now())) parts.onMail();
  }
  await wait(restOf(parts.answerMs, performance.now() - startedMs));
  if (body.isJson) return context.json({ message: thanks(language) }, 202, headers(parts, language));
  return context.body(null, 303, { ...headers(parts, language), Location: `/subscribe/thanks/${language}` });
}

/** GET: the form by itself, `?language=be`, for links in mails and for whoever reloads an answer. */
export async function showSubscribe(parts: SubscribeParts, context: DoorContext): Promise<Response> {
  const language = wanted(parts, context, context.req.query('language'));
  return page(
    parts,
    context,
    language,
    200,
    await parts.pages('subscribe', language, blankForm(parts.lists, language)),
  );
}

/** GET: the page that every form leads to. */
export async function showThanks(parts: SubscribeParts, context: DoorContext): Promise<Response> {
  const language = wanted(parts, context, context.req.param('language'));
  return page(parts, context, language, 200, await parts.pages('subscribe-thanks', language));
}

/** Before a program on another site posts JSON, its browser asks whether it may (Fetch, 3.2.2). */
export function allowPrograms({ publicUrl }: SubscribeParts, context: DoorContext): Response {
  return context.body(null, 204, {
    ...personalHeaders(publicUrl),
    ...forPrograms,
    'Access-Control-Allow-Methods': 'POST',
    'Access-Control-Allow-Headers': 'Content-Type',
  });
}

function isAscii(fields: ReadonlyMap<string, string>): boolean {
  return ['email', 'instead'].every(name => !/[^\x00-\x7f]/.test(fields.get(name) ?? ''));
}

function restOf(wholeMs: number, spentMs: number): number {
  return wholeMs === 0 ? 0 : wholeMs - (spentMs % wholeMs);
}

function unreadable(
  parts: SubscribeParts,
  context: DoorContext,
  language: Language,
  { status, isJson }: { readonly status: 400 | 413; readonly isJson: boolean },
): Response {
  if (!isJson) return page(parts, context, language, status, noticePage('unreadable', language));
  return context.json({ message: translator(language)('doors.unreadable.text') }, status, headers(parts, language));
}

async function tooMany(
  parts: SubscribeParts,
  context: DoorContext,
  language: Language,
  isJson: boolean,
): Promise<Response> {
  if (isJson)
    return context.json({ message: translator(language)('joining.many.text') }, 429, headers(parts, language));
  return page(parts, context, language, 429, await parts.pages('too-many', language));
}

function wanted({ languages }: SubscribeParts, context: DoorContext, named: string | undefined): Language {
  if (isLanguage(named) && languages.includes(named)) return named;
  return chooseLanguage(context.req.header('accept-language'), languages);
}

function thanks(language: Language): string {
  return translator(language)('joining.thanks.text');
}

function page(
  parts: SubscribeParts,
  context: DoorContext,
  language: Language,
  status: 200 | 400 | 413 | 422 | 429,
  html: string,
): Response {
  return context.html(html, status, headers(parts, language));
}

function headers({ publicUrl }: SubscribeParts, language: Language): Record<string, string> {
  return { ...personalHeaders(publicUrl), ...forPrograms, 'Content-Language': language };
}
