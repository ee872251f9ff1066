import type { Library } from '#content/model.ts';
import type { Selection } from '#content/selection.ts';
import { type Language, languages } from '#i18n/languages.ts';
import { translator } from '#i18n/translator.ts';
import { slots } from '#slots.ts';
import { issueAddress } from './addresses.ts';

/**
 * The foot of a mail: why it came, the personal links with their slots, one link for each other list's language, the address
 * to share where the mail has a page (null where not), the postal address and the safety notice.
 */
export function footerView(
  { issue, list }: Selection,
  { newsletter }: Library,
  { doorsUrl, hasPage }: { readonly doorsUrl: string; readonly hasPage: boolean },
) {
  const language = list.interface;
  const words = translator(language);
  const preferences = `${doorsUrl}/p/${slots.preferencesToken.placeholder}`;
  return {
    reason: words('mail.footer.reason', { name: newsletter.name[language] }),
    languages: languages.flatMap(spoken => {
      const other = listOf(spoken, newsletter.lists);
      return other === undefined || other === list.id
        ? []
        : [{ language: spoken, text: translator(spoken)(`readIn.${spoken}`), href: `${preferences}?list=${other}` }];
    }),
    unsubscribe: {
      text: words('mail.footer.unsubscribe'),
      href: `${doorsUrl}/u/${slots.unsubscribeToken.placeholder}`,
    },
    preferences: { text: words('mail.footer.preferences'), href: preferences },
    personal: words(hasPage ? 'mail.footer.personal' : 'occasions.personal'),
    share: hasPage ? issueAddress(newsletter.url, language, issue.id) : null,
    safety: newsletter.safetyNotice?.[language] ?? null,
    postal: newsletter.sender.postalAddress[language],
  };
}

/** The list that a reader of a language means: the one of that name, else the first that speaks it. */
function listOf(language: Language, lists: Library['newsletter']['lists']): string | undefined {
  const speaking = lists.filter(list => list.interface === language);
  return (speaking.find(({ id }) => id === language) ?? speaking[0])?.id;
}
