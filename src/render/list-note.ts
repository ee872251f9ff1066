import type { List } from '#content/publication.ts';
import type { Language } from '#i18n/languages.ts';
import { translator } from '#i18n/translator.ts';

/** What a list brings, and what where a translation is missing, in the reader's language. */
export function listNote({ take, among }: Pick<List, 'take' | 'among'>, language: Language): string {
  const t = translator(language);
  const named = (languages: readonly Language[]) =>
    languages.map(each => t(`joining.in.${each}`)).join(` ${t('joining.or')} `);
  if (take === 'original') return t('joining.note.original', { languages: named(among) });
  const first = named(take.slice(0, 1));
  if (take.length === 1) return t('joining.note.only', { first });
  return t('joining.note.borrows', { first, others: named(take.slice(1)) });
}
