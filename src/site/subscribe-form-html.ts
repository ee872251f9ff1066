import { escapeHtml } from '#render/escape.ts';
import type { SubscribeFormValue } from './subscribe-form.ts';

/** How a form is drawn where it stands. */
export interface FormPlace {
  /** Begins every id in it: a page may hold several forms. */
  readonly idPrefix: string;
  /** Of the title as a heading; without it the title is a paragraph, for the middle of a text. */
  readonly level?: 2 | 3 | 4 | undefined;
  /** The answer of the door: input, choice and messages are holes that the server fills (src/server/shells.ts). */
  readonly isAnswer?: boolean | undefined;
}

/**
 * The form as HTML, the same for components, bodies and the doors' shells. `novalidate`: a browser would speak its own language
 * and know less than the door, whose messages stand by the field in the reader's language.
 */
export function subscribeFormHtml(form: SubscribeFormValue, place: FormPlace): string {
  const { level, isAnswer = false } = place;
  const title = level === undefined ? 'p' : `h${level}`;
  return [
    '<div class="subscribe">',
    ...(isAnswer ? [] : [`<${title} class="subscribe-title">${escapeHtml(form.title)}</${title}>`]),
    `<p>${escapeHtml(form.promise)}</p>`,
    `<form method="post" action="${escapeHtml(form.action)}" accept-charset="utf-8" novalidate>`,
    hidden('language', form.language),
    hidden('words', form.words),
    // What was answered before is not asked again.
    ...(place.isAnswer === true ? [hidden('settled', '[[settled]]')] : []),
    lists(form, place),
    `<div class="subscribe-field">${email(form, place)}</div>`,
    `<button type="submit" class="button">${escapeHtml(form.button)}</button>`,
    trap(form, place),
    small(form.confirm),
    ...(form.safety === undefined ? [] : [`<p class="subscribe-safety small">${escapeHtml(form.safety)}</p>`]),
    '</form>',
    `<p class="small"><a href="${escapeHtml(form.feed.href)}">${escapeHtml(form.feed.text)}</a></p>`,
    '</div>',
  ].join('');
}

function lists(form: SubscribeFormValue, { idPrefix, isAnswer = false }: FormPlace): string {
  const [only, ...more] = form.lists;
  if (only !== undefined && more.length === 0) return hidden('list', only.id);
  const error = isAnswer ? message(`${idPrefix}-list-error`, 'list') : '';
  const choices = form.lists.map(({ id, name, language, note, isChosen }) => {
    const ids = { input: `${idPrefix}-list-${id}`, note: `${idPrefix}-note-${id}` };
    const checked = isAnswer ? ` [[checked-${id}]]` : isChosen ? ' checked' : '';
    return [
      `<div class="subscribe-list"><input type="radio" name="list" id="${ids.input}" value="${id}" aria-describedby="${ids.note}"${checked}>`,
      `<label for="${ids.input}" lang="${language}">${escapeHtml(name)}</label>`,
      `<p class="small quiet" id="${ids.note}">${escapeHtml(note)}</p>`,
      '</div>',
    ].join('');
  });
  const described = isAnswer ? ` aria-describedby="${idPrefix}-list-error"` : '';
  return `<fieldset${described}><legend>${escapeHtml(form.legend)}</legend>${error}<div class="subscribe-lists">${choices.join('')}</div></fieldset>`;
}

function email(form: SubscribeFormValue, { idPrefix, isAnswer = false }: FormPlace): string {
  const id = `${idPrefix}-email`;
  const answer = isAnswer
    ? ` value="[[email]]" aria-invalid="[[email-invalid]]" aria-describedby="${id}-error" [[autofocus-email]]`
    : '';
  return [
    `<label for="${id}">${escapeHtml(form.email)}</label>`,
    isAnswer ? message(`${id}-error`, 'email') : '',
    `<input type="email" name="email" id="${id}" autocomplete="email" inputmode="email" spellcheck="false" required${answer}>`,
  ].join('');
}

// Out of sight and out of the tab order; whoever sees the page without its styles is told.
function trap(form: SubscribeFormValue, { idPrefix }: FormPlace): string {
  const id = `${idPrefix}-website`;
  return `<div class="hidden" aria-hidden="true"><label for="${id}">${escapeHtml(form.trap)}</label><input type="text" name="website" id="${id}" tabindex="-1" autocomplete="off"></div>`;
}

function message(id: string, field: 'email' | 'list'): string {
  return `<p class="subscribe-error" id="${id}" [[hidden-${field}]]>[[${field}-message]]</p>`;
}

function hidden(name: string, value: string): string {
  return `<input type="hidden" name="${name}" value="${escapeHtml(value)}">`;
}

function small(words: string): string {
  return `<p class="small quiet">${escapeHtml(words)}</p>`;
}
