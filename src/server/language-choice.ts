import { isLanguage, type Language } from '#i18n/languages.ts';

/** The first of `offered` that the reader asks for (Accept-Language, RFC 9110, 12.5.4), else the first of all. */
export function chooseLanguage(header: string | undefined, offered: readonly Language[]): Language {
  const wanted = (header ?? '')
    .slice(0, 500)
    .split(',')
    .map((entry, at) => {
      const [tag = '', ...parameters] = entry.trim().toLowerCase().split(';');
      const quality = Number(/q=(.*)/.exec(parameters.join(';'))?.[1] ?? 1);
      return { language: tag.split('-')[0], quality: Number.isNaN(quality) ? 0 : quality, at };
    })
    .filter(({ quality }) => quality > 0)
    .toSorted((a, b) => b.quality - a.quality || a.at - b.at);
  const found = wanted
    .map(({ language }) => language)
    .find(language => isLanguage(language) && offered.includes(language));
  return isLanguage(found) ? found : (offered[0] ?? 'en');
}
