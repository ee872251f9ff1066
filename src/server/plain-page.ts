import type { Language } from '#i18n/languages.ts';
import { type Translate, translator } from '#i18n/translator.ts';
import { escapeHtml } from '#render/escape.ts';
import { forms } from '#store/subscriber-state.ts';
import { type DoorList, listName } from './door-list.ts';
import type { Holes } from './door-page.ts';
import { plainStyle } from './plain-style.ts';
import type { ShellName } from './shells.ts';

interface PlainHoles extends Holes {
  readonly lists: readonly DoorList[];
}

/** A page of the doors without a build: the same words, the same form, no dress. */
export function plainPage(name: ShellName, language: Language, holes: PlainHoles): string {
  const words = translator(language);
  switch (name) {
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
    case 'unknown-link':
      return page(language, words('doors.unknown.title'), [
        paragraph(words('doors.unknown.text')),
        paragraph(words('doors.unknown.help')),
      ]);
  }
}

/** A page that only says something: `refused`, `busy`, `notFound`. */
export function noticePage(name: 'refused' | 'busy' | 'notFound', language: Language): string {
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
    ...(has('hidden-inactive') ? [] : leave),
  ];
}

function page(language: Language, title: string, parts: readonly string[]): string {
  return `<!doctype html>
<html lang="${language}" dir="ltr">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex">
<title>${escapeHtml(title)}</title>
<style>${plainStyle}</style></head>
<body><main><h1>${escapeHtml(title)}</h1>
${parts.filter(part => part !== '').join('\n')}
</main></body>
</html>
`;
}

function paragraph(text: string): string {
  return `<p>${escapeHtml(text)}</p>`;
}

function link(href: string, text: string): string {
  return `<p><a href="${escapeHtml(href)}">${escapeHtml(text)}</a></p>`;
}

function fieldset(legend: string, parts: readonly string[]): string {
  return `<fieldset><legend>${escapeHtml(legend)}</legend>${parts.join('')}</fieldset>`;
}

function button(value: string, text: string): string {
  return `<p><button name="do" value="${value}">${escapeHtml(text)}</button></p>`;
}

function form({ text }: Holes, inside: string): string {
  return `<form method="post" action="${escapeHtml(text?.action ?? '')}">${inside}</form>`;
}
