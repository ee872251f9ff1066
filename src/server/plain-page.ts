import type { Language } from '#i18n/languages.ts';
import { type Translate, translator } from '#i18n/translator.ts';
import { escapeHtml } from '#render/escape.ts';
import { forms } from '#store/subscriber-state.ts';
import { type DoorList, listName } from './door-list.ts';
import type { Holes } from './door-page.ts';
import { button, fieldset, form, hidden, link, page, paragraph } from './plain-parts.ts';
import { plainLink, plainPause, plainReason, plainStaying } from './plain-staying.ts';
import { plainSubscribe } from './plain-subscribe.ts';
import type { ShellName } from './shells.ts';

interface PlainHoles extends Holes {
  readonly lists: readonly DoorList[];
  /** The newsletter's own words of safety, in the page's language. */
  readonly safety?: string | undefined;
}

/** A page of the doors without a build: the same words, the same form, no dress. */
export function plainPage(name: ShellName, language: Language, holes: PlainHoles): string {
  const words = translator(language);
  const again = `/subscribe?language=${language}`;
  switch (name) {
    case 'subscribe':
      return page(language, words('joining.form.title'), plainSubscribe(words, language, holes));
    case 'subscribe-thanks':
      return page(language, words('joining.thanks.title'), [
        paragraph(words('joining.thanks.text')),
        paragraph(words('joining.thanks.nothing')),
        link(again, words('joining.thanks.again')),
      ]);
    case 'confirm':
      return page(language, words('joining.confirm.title'), [
        paragraph(holes.text?.list ?? ''),
        form(holes, hidden('list', holes.text?.['list-id']) + button('confirm', words('joining.confirm.button'))),
        paragraph(words('joining.confirm.no')),
        link(`${holes.text?.action ?? ''}?no`, words('joining.refuse.link')),
      ]);
    case 'confirmed':
      return page(language, words('joining.confirmed.title'), [
        paragraph(holes.text?.list ?? ''),
        paragraph(words('joining.confirmed.next')),
      ]);
    case 'not-me':
      return page(language, words('joining.refuse.title'), [
        paragraph(words('joining.refuse.text')),
        form(holes, button('refuse', words('joining.refuse.button'))),
      ]);
    case 'not-me-done':
      return page(language, words('joining.refuse.done'), [paragraph(words('joining.refuse.after'))]);
    case 'link-expired':
      return page(language, words('joining.expired.title'), [
        paragraph(words('joining.expired.text')),
        link(again, words('joining.expired.again')),
      ]);
    case 'too-many':
      return page(language, words('joining.many.title'), [paragraph(words('joining.many.text'))]);
    case 'unsubscribe':
      return page(language, words('doors.unsubscribe.title'), [
        paragraph(words('doors.unsubscribe.text')),
        form(holes, button('unsubscribe', words('doors.unsubscribe.button'))),
      ]);
    case 'unsubscribed':
      return page(language, words('doors.unsubscribed.title'), [
        paragraph(words('doors.unsubscribed.text')),
        paragraph(words('doors.unsubscribed.back')),
        form(holes, button('resubscribe', words('doors.unsubscribed.button'))),
        ...plainReason(words, holes),
      ]);
    case 'resubscribed':
      return page(language, words('doors.resubscribed.title'), [paragraph(words('doors.resubscribed.text'))]);
    case 'preferences':
      return page(language, words('doors.preferences.title'), preferences(words, language, holes));
    case 'preferences-saved':
      return page(language, words('doors.saved.title'), [
        paragraph(words('doors.saved.text', { list: holes.text?.list ?? '' })),
        paragraph(words('doors.saved.form', { form: holes.text?.form ?? '' })),
        link(holes.text?.preferences ?? '', words('doors.saved.change')),
      ]);
    case 'paused':
    case 'link-sent':
    case 'data':
    case 'data-over':
    case 'forgotten':
      return plainStaying(name, language, holes);
    case 'unknown-link':
      return page(language, words('doors.unknown.title'), [
        paragraph(words('doors.unknown.text')),
        paragraph(words('doors.unknown.help')),
      ]);
  }
}

/** A page that only says something. */
export function noticePage(name: 'refused' | 'unreadable' | 'busy' | 'notFound', language: Language): string {
  const words = translator(language);
  const home = name === 'notFound' ? [link(`/${language}/`, words('doors.notFound.home'))] : [];
  return page(language, words(`doors.${name}.title`), [paragraph(words(`doors.${name}.text`)), ...home]);
}

function preferences(words: Translate, language: Language, { lists, ...holes }: PlainHoles): string[] {
  const has = (flag: string): boolean => holes.flags?.includes(flag) === true;
  const radio = (attributes: string, flag: string, ...texts: readonly string[]): string =>
    `<p><label><input type="radio" ${attributes}${has(flag) ? ' checked' : ''}> ${texts.map(escapeHtml).join('<br>')}</label></p>`;
  const listRadios = lists.map(list =>
    radio(`name="list" value="${escapeHtml(list.id)}" required`, `checked-${list.id}`, listName(list, language)),
  );
  const formRadios = forms.map(name =>
    radio(
      `name="form" value="${name}"`,
      `checked-form-${name}`,
      words(`doors.form.${name}`),
      ...(name === 'discreet' ? [words('doors.preferences.discreet')] : []),
    ),
  );
  const leave = [
    `<h2>${escapeHtml(words('doors.preferences.leave'))}</h2>`,
    paragraph(words('doors.preferences.leaveText')),
    form(holes, button('unsubscribe', words('doors.preferences.leaveButton'))),
  ];
  return [
    has('hidden-active') ? '' : paragraph(words('doors.preferences.inactive')),
    paragraph(words('doors.preferences.text')),
    form(
      holes,
      fieldset(words('doors.preferences.legend'), listRadios) +
        fieldset(words('doors.preferences.form'), formRadios) +
        button('save', words('doors.preferences.save')),
    ),
    ...(has('hidden-inactive') ? [] : plainPause(words, holes)),
    ...plainLink(words, holes),
    ...(has('hidden-inactive') ? [] : leave),
  ];
}
