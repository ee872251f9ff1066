import type { Newsletter } from '#content/publication.ts';
import type { FrozenVariant } from '#delivery/frozen-variant.ts';
import { translator } from '#i18n/translator.ts';
import { drawNotice } from '#render/notice-mail.ts';
import type { NoticeFacts } from '#store/notice.ts';
import { noticeWords } from './notice-words.ts';

interface NoticePlace {
  readonly newsletter: Newsletter;
  /** Folders whose templates go before ours, file by file. */
  readonly templateRoots: readonly string[];
}

/** A notice to the people of the newsletter, in its first language: nothing personal, no address of a reader. */
export async function noticeMail(
  facts: NoticeFacts,
  { newsletter, templateRoots }: NoticePlace,
): Promise<FrozenVariant> {
  const { sender, lists, timezone, languages } = newsletter;
  const language = languages[0] ?? 'en';
  const t = translator(language);
  const { subject, title = subject, parts } = noticeWords(facts, { t, language, lists, timezone });
  const view = { language, name: newsletter.name[language], subject, title, parts, foot: [t('notices.why')] };
  return {
    from: { name: sender.name[language], address: sender.confirmations },
    ...(sender.replyTo !== undefined && { replyTo: sender.replyTo }),
    subject,
    ...(await drawNotice(view, templateRoots)),
    headers: [
      ['Auto-Submitted', 'auto-generated'],
      ['Content-Language', language],
    ],
    pictures: [],
  };
}
