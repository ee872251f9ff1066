import type { Language } from '#i18n/languages.ts';
import type { Translate } from '#i18n/translator.ts';
import { escapeHtml } from '#render/escape.ts';
import { type DoorList, listName } from './door-list.ts';
import type { Holes } from './door-page.ts';
import { fieldset, form, hidden, paragraph, press } from './plain-parts.ts';

interface PlainForm extends Holes {
  readonly lists: readonly DoorList[];
  /** The newsletter's own words of safety, in the page's language. */
  readonly safety?: string | undefined;
}

/**
 * The form without a build: the same fields and the safety notice. The version of the words is not in it: it says less than the form of the
 * site does.
 */
export function plainSubscribe(words: Translate, language: Language, { lists, safety, ...holes }: PlainForm): string[] {
  const text = (name: string): string => holes.text?.[name] ?? '';
  const radios = lists.map(
    list =>
      `<p><label><input type="radio" name="list" value="${escapeHtml(list.id)}"${
        holes.flags?.includes(`checked-${list.id}`) === true ? ' checked' : ''
      }> ${escapeHtml(listName(list, language))}</label></p>`,
  );
  const asked = [
    paragraph(text('question')),
    ...(text('instead') === '' ? [] : [press('instead', text('instead'), text('instead-words'))]),
    press('sure', text('asked'), text('asked-words')),
  ];
  const kept = ['words', 'email', 'list', 'settled'].map(name => hidden(name, text(name))).join('');
  const action = { text: { action: '/subscribe' } };
  return [
    ...(text('question') === '' ? [] : [form(action, hidden('language', language) + kept + asked.join(''))]),
    form(
      action,
      hidden('language', language) +
        hidden('settled', text('settled')) +
        fieldset(words('joining.form.legend'), [paragraph(text('list-message')), ...radios]) +
        `<p id="problem">${escapeHtml(text('email-message'))}</p>` +
        `<p><label>${escapeHtml(words('joining.form.email'))} <input type="email" name="email" value="${escapeHtml(text('email'))}" aria-invalid="${text('email-invalid') === 'true'}" aria-describedby="problem"></label></p>` +
        `<p><button>${escapeHtml(words('joining.form.button'))}</button></p>` +
        `<div hidden><label>${escapeHtml(words('joining.form.trap'))} <input type="text" name="website" tabindex="-1" autocomplete="off"></label></div>` +
        [words('joining.form.confirm'), ...(safety === undefined ? [] : [safety])].map(paragraph).join(''),
    ),
  ];
}
