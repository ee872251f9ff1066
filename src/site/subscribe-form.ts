import type { Newsletter } from '#content/publication.ts';
import type { Language } from '#i18n/languages.ts';
import { translator } from '#i18n/translator.ts';
import { type SubscribeWords, subscribeWords, wordsVersion } from '#render/subscribe-words.ts';
import { feedPath } from './addresses.ts';

/** All that a sign-up form says: plain values, in the page's language. */
export interface SubscribeFormValue extends SubscribeWords {
  readonly language: Language;
  /** Where it is posted: a path where the doors are on the same host. */
  readonly action: string;
  /** What programs that fill in everything are told by, and people who see it must know. */
  readonly trap: string;
  readonly feed: { readonly href: string; readonly text: string };
  /** `wordsVersion` of these words. */
  readonly words: string;
}

/** The sign-up form of a newsletter for pages in one language. */
export function subscribeForm(newsletter: Newsletter, language: Language): SubscribeFormValue {
  const t = translator(language);
  const said = subscribeWords(newsletter, language);
  return {
    ...said,
    language,
    action: actionOf(newsletter),
    trap: t('joining.form.trap'),
    feed: { href: feedPath(language), text: t('joining.form.feed') },
    words: wordsVersion(said, language),
  };
}

// A path works on whatever host the doors and the site share: the public one, a demo, a test.
function actionOf({ url, doors = url }: Newsletter): string {
  return new URL(doors).origin === new URL(url).origin ? '/subscribe' : `${doors}/subscribe`;
}
