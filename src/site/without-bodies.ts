import type { Root } from 'mdast';
import type { Library } from '#content/model.ts';
import type { Language } from '#i18n/languages.ts';

/** A library whose texts are empty, for all who do not read them: they are most of its weight. */
export function withoutBodies(library: Library): Library {
  const nothing = { type: 'root', children: [] } as const satisfies Root;
  const empty = { ...nothing, children: [] };
  return {
    ...library,
    pages: library.pages.map(page => ({ ...page, body: empty })),
    issues: library.issues.map(issue => ({
      ...issue,
      words: eachLanguage(issue.words, words => ({ ...words, letter: empty })),
      commentaries: issue.commentaries.map(commentary => ({
        ...commentary,
        versions: eachLanguage(commentary.versions, version => ({ ...version, body: empty })),
      })),
    })),
  };
}

function eachLanguage<Value>(
  values: Readonly<Partial<Record<Language, Value>>>,
  change: (value: Value) => Value,
): Partial<Record<Language, Value>> {
  return Object.fromEntries(Object.entries(values).map(([language, value]) => [language, change(value)]));
}
