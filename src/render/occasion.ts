import type { IssueWords, Library } from '#content/model.ts';
import type { Selection } from '#content/selection.ts';
import { formatDay, formatPeriod } from '#i18n/dates.ts';
import { translator } from '#i18n/translator.ts';
import { type EarlierCorrection, earlierCorrections } from './issue-corrections.ts';

/**
 * Why a mail goes out. `issue`: the issue itself · `correction`: what was wrong in the pieces of an issue that was mailed ·
 * `translation`: pieces of such an issue that its readers did not get in this language · `letter`: a letter outside the
 * rhythm; its selection has no pieces, and the issue's own words are the letter.
 */
export type Occasion =
  | {
      readonly kind: 'issue' /** Keys of corrections that this list was mailed already. */;
      readonly told?: ReadonlySet<string>;
    }
  | { readonly kind: 'correction'; readonly corrections: readonly EarlierCorrection[] }
  | { readonly kind: 'translation' }
  | { readonly kind: 'letter' };

/** What a mail on an occasion says of itself, in the reader's language but for the words of a letter. */
export interface OccasionWords {
  readonly subject: string;
  /** In the form discreet, where nothing may tell what this is. */
  readonly discreetSubject: string;
  readonly title: string;
  /** The line below the title. */
  readonly date: string;
  readonly intro?: string;
  readonly preheader?: string;
}

/** Characters that fit into one line of most inboxes. */
const mostSubject = 70;

export function occasionWords(occasion: Occasion, selection: Selection, library: Library): OccasionWords {
  const { issue, list } = selection;
  const language = list.interface;
  const words = translator(language);
  const name = library.newsletter.name[language];
  const own = issue.words[language];
  if (occasion.kind === 'letter') {
    const date = formatDay(issue.period.start, language);
    const isForeign = foreignLanguage(selection) !== undefined;
    const subject = isForeign ? undefined : (own?.subject ?? own?.title);
    return {
      subject: subject ?? words('occasions.letter.subject', { name, date }),
      discreetSubject: words('occasions.discreet.letter', { date }),
      title: own?.title ?? date,
      date,
      ...(!isForeign && own?.preheader !== undefined && { preheader: own.preheader }),
    };
  }
  const period = formatPeriod(issue.period, language);
  const inGeneral = words('mail.subject', { name, period });
  if (occasion.kind === 'issue') {
    return {
      subject: own?.subject ?? own?.title ?? inGeneral,
      discreetSubject: words('mail.discreet.subject', { period }),
      title: own?.title ?? period,
      date: period,
      ...(own?.preheader !== undefined && { preheader: own.preheader }),
    };
  }
  const discreetSubject = words('occasions.discreet.note', { period });
  const subjectOf = (make: (title: string) => string, titles: readonly (string | undefined)[]) => {
    const [only, ...more] = new Set(titles);
    const named = make(only ?? inGeneral);
    return only === undefined || more.length > 0 || [...named].length > mostSubject ? make(inGeneral) : named;
  };
  if (occasion.kind === 'correction') {
    const titles = occasion.corrections.map(({ version }) =>
      version.language === language ? version.title : undefined,
    );
    return {
      subject: subjectOf(title => words('occasions.correction.subject', { title }), titles),
      discreetSubject,
      title: occasion.corrections.length > 1 ? words('piece.corrections') : words('occasions.correction.title'),
      date: period,
      intro: words('occasions.correction.intro', { period }),
      preheader: words('occasions.correction.preheader', { period }),
    };
  }
  // A list may get late what is still not in its own language: then it must not be called a translation.
  const place = selection.pieces.every(({ isBorrowed }) => !isBorrowed) ? 'translation' : 'late';
  const titles = selection.pieces.map(({ version, isBorrowed }) => (isBorrowed ? undefined : version.title));
  return {
    subject: subjectOf(title => words(`occasions.${place}.subject`, { title }), titles),
    discreetSubject,
    title: words(`occasions.${place}.title`),
    date: period,
    intro: words(`occasions.${place}.intro`, { period }),
  };
}

/** The corrections that a mail tells beside those within its pieces. */
export function correctionsOf(
  occasion: Occasion,
  selection: Selection,
  library: Library,
): readonly EarlierCorrection[] {
  if (occasion.kind === 'correction') return occasion.corrections;
  return occasion.kind === 'issue' ? earlierCorrections(selection, library, occasion.told) : [];
}

/** The language of a letter that is not in the list's own; undefined for all else. */
export function foreignLanguage({ issue, list }: Selection): IssueWords['language'] | undefined {
  const language = issue.words[list.interface]?.language;
  return language === list.interface ? undefined : language;
}
