import type { Language } from '#i18n/languages.ts';
import { translator } from '#i18n/translator.ts';

/** What the doors know of a list (`newsletter.lists` fits). */
export interface DoorList {
  readonly id: string;
  readonly interface: Language;
  readonly take: readonly Language[] | 'original';
  readonly among: readonly Language[];
}

/** What a list sends, in the reader's words: "In Belarusian", "Each piece in its author's language". */
export function listName(list: DoorList, language: Language): string {
  const translate = translator(language);
  return list.take === 'original'
    ? translate('doors.list.original')
    : translate(`doors.list.language.${list.interface}`);
}

/** The language of a subscriber's pages: that of their list, else the reader's. */
export function languageOfList(lists: readonly DoorList[], id: string, otherwise: Language): Language {
  return lists.find(list => list.id === id)?.interface ?? otherwise;
}
