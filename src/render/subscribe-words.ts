import { createHash } from 'node:crypto';
import type { List, Newsletter } from '#content/publication.ts';
import { type Language, languageNames } from '#i18n/languages.ts';
import { translator } from '#i18n/translator.ts';
import { listNote } from './list-note.ts';

/** One list to choose. */
interface FormList {
  readonly id: string;
  /** In the list's own language. */
  readonly name: string;
  readonly language: Language;
  /** What comes by it where a translation is missing, in the page's language. */
  readonly note: string;
  readonly isChosen: boolean;
}

/** The words that stand by the sign-up form in one language, which somebody who joins agrees to. */
export interface SubscribeWords {
  readonly title: string;
  /** What you get, how often. */
  readonly promise: string;
  readonly email: string;
  readonly legend: string;
  /** In the order of newsletter.yaml; one of them is chosen. */
  readonly lists: readonly FormList[];
  readonly button: string;
  /** How joining goes on. */
  readonly confirm: string;
  readonly safety?: string;
}

export function subscribeWords(newsletter: Newsletter, language: Language): SubscribeWords {
  const t = translator(language);
  const chosen = listOf(newsletter.lists, language);
  return {
    title: t('joining.form.title'),
    promise: newsletter.promise[language],
    email: t('joining.form.email'),
    legend: t('joining.form.legend'),
    lists: newsletter.lists.map(list => ({
      id: list.id,
      name: nameOf(list, newsletter.lists),
      language: list.interface,
      note: listNote(list, language),
      isChosen: list === chosen,
    })),
    button: t('joining.form.button'),
    confirm: t('joining.form.confirm'),
    ...(newsletter.safetyNotice && { safety: newsletter.safetyNotice[language] }),
  };
}

/** Names these very words in the record of a consent: the language and a digest, `be-3f9a01c2d4e5`. */
export function wordsVersion(words: SubscribeWords, language: Language): string {
  return `${language}-${createHash('sha256').update(JSON.stringify(words)).digest('hex').slice(0, 12)}`;
}

/** The list that a reader of a language means: the one of that name, else the first that speaks it, else the first of all. */
function listOf(lists: readonly List[], language: Language): List | undefined {
  const speaking = lists.filter(list => list.interface === language);
  return speaking.find(({ id }) => id === language) ?? speaking[0] ?? lists[0];
}

function nameOf(list: List, lists: readonly List[]): string {
  const name = ownName(list);
  const isShared = lists.some(other => other !== list && ownName(other) === name);
  return isShared ? `${name} (${list.id})` : name;
}

function ownName({ take, among, interface: own }: List): string {
  if (take !== 'original') return languageNames[own];
  return `${among.map(each => each.toUpperCase()).join('/')}, ${translator(own)('joining.form.author')}`;
}
