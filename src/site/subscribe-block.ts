import type { Library } from '#content/model.ts';
import type { Language } from '#i18n/languages.ts';
import { translator } from '#i18n/translator.ts';
import { escapeHtml } from '#render/escape.ts';
import { feedPath } from './addresses.ts';

/** What the block `Subscribe` shows inside a body: what a reader gets, whom to ask for it, and the feed. */
export function subscribeBlock({ newsletter }: Library, language: Language): string {
  const t = translator(language);
  const address = newsletter.sender.replyTo ?? newsletter.sender.address;
  const title = escapeHtml(t('site.subscribe.title'));
  return [
    `<aside class="get" aria-label="${title}">`,
    `<p class="get-title">${title}</p>`,
    `<p>${escapeHtml(newsletter.promise[language])}</p>`,
    `<p>${mailSentence(escapeHtml(t('site.subscribe.mail', { address: mark })), address)}</p>`,
    `<p><a href="${feedPath(language)}">${escapeHtml(t('site.subscribe.feed'))}</a></p>`,
    '</aside>',
  ].join('');
}

// Stands for the address while the sentence around it is escaped.
const mark = '[address]';

function mailSentence(sentence: string, address: string): string {
  const shown = escapeHtml(address);
  return sentence.replace(mark, () => `<a href="mailto:${shown}">${shown}</a>`);
}
