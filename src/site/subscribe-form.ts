import { createHash } from 'node:crypto';
import type { List, Newsletter } from '#content/publication.ts';
import { type Language, languageNames } from '#i18n/languages.ts';
import { translator } from '#i18n/translator.ts';
import { listNote } from '#render/list-note.ts';
import { feedPath } from './addresses.ts';

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

/** All that a sign-up form says: plain values, in the page's language. */
export interface SubscribeFormValue {
  readonly language: Language;
  /** Where it is posted: a path where the doors are on the same host. */
  readonly action: string;
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
  /** What programs that fill in everything are told by, and people who see it must know. */
  readonly trap: string;
  readonly safety?: string;
  readonly feed: { readonly href: string; readonly text: string };
  /** Names these very words in the record of a consent: the language and a digest, `be-3f9a01c2d4e5`. */
  readonly words: string;
}

/** The sign-up form of a newsletter for pages in one language. */
export function subscribeForm(newsletter: Newsletter, language: Language): SubscribeFormValue {
  const t = translator(language);
  const chosen = listOf(newsletter.lists, language);
  const said = {
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
  const digest = createHash('sha256').update(JSON.stringify(said)).digest('hex').slice(0, 12);
  return {
    ...said,
    language,
    action: actionOf(newsletter),
    trap: t('joining.form.trap'),
    feed: { href: feedPath(language), text: t('joining.form.feed') },
    words: `${language}-${digest}`,
  };
}

// A path works on whatever host the doors and the site share: the public one, a demo, a test.
function actionOf({ url, doors = url }: Newsletter): string {
  return new URL(doors).origin === new URL(url).origin ? '/subscribe' : `${doors}/subscribe`;
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
