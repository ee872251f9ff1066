import { isLetterId } from '#content/letter-id.ts';
import { listsOfLetter, selectLetter } from '#content/letter-library.ts';
import type { Issue, Letter, Library } from '#content/model.ts';
import type { Selection } from '#content/selection.ts';
import { VesnikError } from '#errors.ts';
import type { Occasion } from '#render/occasion.ts';
import type { FollowUpKind } from '#store/mailing-kind.ts';
import { selectionsOf, type Untranslated } from './issue-mails.ts';
import { wantedIssue, wantedLetter } from './newsletter.ts';

/** What one list is mailed, and why. */
export interface MailOrder {
  readonly selection: Selection;
  readonly occasion: Occasion;
}

/** What an editor asks for. */
export interface MailWish {
  /** Id of an issue or a letter. */
  readonly id: string;
  /** What is to follow the issue; absent: the issue, or the letter, itself. */
  readonly followUp?: FollowUpKind;
  readonly untranslated: Untranslated;
}

/**
 * Every list's mail as far as the content knows: whom it reaches and what they have had already stands in the database only.
 * So all corrections of an issue, and all its pieces that were translated for a list. Lists that get nothing are left out.
 * Throws `unknown-issue`, `unknown-letter`.
 */
export function ordersOf(library: Library, { id, followUp, untranslated }: MailWish): MailOrder[] {
  if (isLetterId(id)) return letterOrders(library, wantedLetter(library, id));
  const issue = wantedIssue(library, id);
  const selections = selectionsOf(library, issue, untranslated);
  if (followUp === undefined) return selections.map(selection => ({ selection, occasion: { kind: 'issue' } }));
  return selections.flatMap(({ list, pieces }): MailOrder[] => {
    const bare = { issue: withoutWords(issue), list, pieces: [], missing: [] };
    if (followUp === 'correction') {
      const corrections = pieces.flatMap(({ version }) => version.corrections.map(one => ({ ...one, version })));
      return corrections.length === 0 ? [] : [{ selection: bare, occasion: { kind: 'correction', corrections } }];
    }
    const late = pieces.filter(
      ({ commentary, version }) => version.language === list.interface && version.language !== commentary.original,
    );
    return late.length === 0 ? [] : [{ selection: { ...bare, pieces: late }, occasion: { kind: 'translation' } }];
  });
}

export function letterOrders(library: Library, letter: Letter): MailOrder[] {
  return listsOfLetter(library, letter).map(list => ({
    selection: selectLetter(library, letter, list),
    occasion: { kind: 'letter' },
  }));
}

/** The refusal where a list gets no mail of what was asked for. */
export function nothingTaken(list: string, { id, followUp }: Pick<MailWish, 'id' | 'followUp'>): VesnikError {
  if (isLetterId(id)) {
    return new VesnikError({
      code: 'nothing-taken',
      message: `The list ${list} does not get ${id}.`,
      hint: 'A letter goes to the lists that its front matter names, to all where it names none: lists: [be, ru]',
    });
  }
  if (followUp === undefined) {
    return new VesnikError({
      code: 'nothing-taken',
      message: `The list ${list} takes nothing of the issue ${id}, so it gets no mail.`,
      hint: 'Translate a piece, or let the list take other languages: newsletter.yaml, lists.',
    });
  }
  const isCorrection = followUp === 'correction';
  return new VesnikError({
    code: 'nothing-taken',
    message: `What the list ${list} takes of the issue ${id} has no ${isCorrection ? 'corrections' : 'translations'}, so it gets no such mail.`,
    hint: isCorrection
      ? 'Write it into the front matter of the piece: corrections: [{ date: 2024-04-25, text: … }]'
      : 'Drafts (`draft: true`) do not count.',
  });
}

/** An issue for a mail that follows it: its own words, subject and letter went out with the issue. */
export function withoutWords(issue: Issue): Issue {
  return { ...issue, words: {} };
}
