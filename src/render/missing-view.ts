import type { Commentary, Library } from '#content/model.ts';
import { nearestVersion } from '#content/queries.ts';
import type { Language } from '#i18n/languages.ts';
import { translator } from '#i18n/translator.ts';
import { commentaryAddress } from './addresses.ts';

/** What a list does not get, by topic and the language of the original, all in the reader's language; null for nothing. */
export function missingView(missing: readonly Commentary[], library: Library, language: Language) {
  const words = translator(language);
  const items = missing.flatMap(commentary => {
    const version = nearestVersion(commentary, commentary.original);
    if (version === undefined) return [];
    const topic = library.topics.get(commentary.topic)?.name[language] ?? commentary.topic;
    const original = words(`piece.original.${version.language}`);
    return [
      {
        text: `${topic} (${original.slice(0, 1).toLocaleLowerCase(language)}${original.slice(1)})`,
        href: commentaryAddress(library.newsletter.url, version.language, version.commentary),
        language: version.language,
      },
    ];
  });
  // Two of a topic would be two links of the same words.
  const named = items.map((item, at) => {
    const before = items.slice(0, at).filter(({ text }) => text === item.text).length;
    return before === 0 ? item : { ...item, text: `${item.text}, ${before + 1}` };
  });
  return named.length === 0 ? null : named;
}
