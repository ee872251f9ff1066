import type { Library, Version } from '#content/model.ts';
import { formatDay } from '#i18n/dates.ts';
import { translator } from '#i18n/translator.ts';
import { commentaryPath } from '../addresses.ts';
import { authorsOf } from '../listing.ts';

/** How somebody names a piece in a text of their own: what stands before its address, and the address. */
export interface Citation {
  readonly words: string;
  readonly address: string;
}

/** `published` is a day, `YYYY-MM-DD`. */
export function citationOf(library: Library, version: Version, published: string): Citation {
  const { language, title, authors } = version;
  const { newsletter } = library;
  const t = translator(language);
  const values = { title, name: newsletter.name[language], date: formatDay(published, language) };
  const author = authorsOf(library, authors)
    .map(({ name }) => name[language])
    .join(', ');
  return {
    words:
      author === ''
        ? t('site.commentary.citationWithoutAuthor', values)
        : t('site.commentary.citation', { ...values, author }),
    address: `${newsletter.url}${commentaryPath(language, version.commentary)}`,
  };
}
