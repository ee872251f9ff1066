import type { Newsletter } from '#content/publication.ts';
import type { Language } from '#i18n/languages.ts';

/** What the newsletter tells every reader at the top of every page, in one language. */
export interface NoticeView {
  readonly language: Language;
  readonly text: string;
  readonly href?: string;
}

/** The notice in these languages: one on a page of a language, all of them where no language is chosen yet. */
export function noticeIn({ notice }: Newsletter, languages: readonly Language[]): readonly NoticeView[] {
  if (notice === undefined) return [];
  const { text, href } = notice;
  return languages.map(language => ({ language, text: text[language], ...(href !== undefined && { href }) }));
}
