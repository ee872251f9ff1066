/** What matching needs to know of a list (content/model.ts has the whole). */
export interface ListName {
  readonly id: string;
  /** BCP 47. */
  readonly interface: string;
}

// What people write that is neither a language tag nor a language's name.
const shortForms: Readonly<Record<string, string>> = {
  бел: 'be',
  беларус: 'be',
  by: 'be',
  рус: 'ru',
  рос: 'ru',
  англ: 'en',
  анг: 'en',
};

const namesOf = ['en', 'be', 'ru', 'uk', 'pl', 'lt', 'de'];

/**
 * The list that a cell means: a list's id (`be-ru`, also written `BE/RU`, `ru + be`), a language tag (`be_BY`, `bel`), or a
 * language's name in one of several languages (`Belarusian`, `беларуская`, `бел.`). Of several lists with that interface
 * the one called like the language. Undefined when it means none.
 */
export function matchList(cell: string, lists: readonly ListName[]): string | undefined {
  const text = cell.normalize('NFC').trim().toLowerCase().replace(/\.$/, '');
  if (text === '') return undefined;
  const joined = text.replaceAll(/\s*[/+&,;_\s-]\s*/g, '-');
  const byId = lists.find(({ id }) => id === text || id === joined);
  if (byId !== undefined) return byId.id;
  const pair = text.split(/\s*[/+&,;\s]\s*/).map(part => languageOf(part) ?? part);
  const byPair = pair.length > 1 ? lists.find(({ id }) => inOrder(id.split('-')) === inOrder(pair)) : undefined;
  if (byPair !== undefined) return byPair.id;
  const language = languageOf(text.replaceAll('_', '-'));
  const withInterface = lists.filter(list => list.interface === language);
  return (withInterface.find(({ id }) => id === language) ?? withInterface[0])?.id;
}

function inOrder(parts: readonly string[]): string {
  return [...parts].sort().join('-');
}

function languageOf(text: string): string | undefined {
  return shortForms[text] ?? languageNames().get(text) ?? tagLanguage(text);
}

function tagLanguage(text: string): string | undefined {
  if (!/^[a-z]{2,3}(?:-[a-z0-9]{1,8})*$/.test(text)) return undefined;
  try {
    return new Intl.Locale(text).language;
  } catch {
    return undefined;
  }
}

let names: ReadonlyMap<string, string> | undefined;

function languageNames(): ReadonlyMap<string, string> {
  names ??= new Map(
    namesOf.flatMap(inLanguage => {
      const display = new Intl.DisplayNames(inLanguage, { type: 'language' });
      return namesOf.map(language => [(display.of(language) ?? language).toLowerCase(), language] as const);
    }),
  );
  return names;
}
