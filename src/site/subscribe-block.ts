import type { Library } from '#content/model.ts';
import type { Language } from '#i18n/languages.ts';
import { subscribeForm } from './subscribe-form.ts';
import { subscribeFormHtml } from './subscribe-form-html.ts';

/** What the block `Subscribe` shows inside a body: the sign-up form, its title no heading of the text around it. */
export function subscribeBlock({ newsletter }: Library, language: Language): string {
  return subscribeFormHtml(subscribeForm(newsletter, language), { idPrefix: 'middle' });
}
