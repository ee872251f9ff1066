import type { Library } from '#content/model.ts';
import type { Language } from '#i18n/languages.ts';
import { subscribeForm } from './subscribe-form.ts';
import { subscribeFormHtml } from './subscribe-form-html.ts';

/** What the block `Subscribe` shows inside a body, the first of it or a further one: the sign-up form, its title no heading. */
export function subscribeBlock({ newsletter }: Library, language: Language, time: number): string {
  const idPrefix = time === 1 ? 'middle' : `middle-${time}`;
  return subscribeFormHtml(subscribeForm(newsletter, language), { idPrefix });
}
