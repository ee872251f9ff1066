import type { Issue, Library, Piece, Selection } from '#content/model.ts';
import { findCommentary } from '#content/queries.ts';
import { VesnikError } from '#errors.ts';
import { type Finding, findingAt } from '#preflight/finding.ts';
import { requireKnownReceivers } from '#store/followed-mailing.ts';
import { mailedVariants } from '#store/mailed-variants.ts';
import { getMailing } from '#store/mailings.ts';
import type { Store } from '#store/open.ts';
import { type Bearer, bearersOf, isSame, nextId, toldInPart } from './follow-up.ts';
import { selectionsOf, type Untranslated } from './issue-mails.ts';
import { type MailOrder, withoutWords } from './mail-orders.ts';
import type { MailingPlan } from './mailing-plan.ts';

interface TranslationWish {
  readonly issue: Issue;
  readonly untranslated: Untranslated;
  /** For this list only, and also what it had borrowed from another language. */
  readonly list?: string;
}

/**
 * The pieces of a mailed issue that a list takes now and that its mail went without, for those whose mail went without one of
 * them. Only where a list is named: what it had borrowed, for its readers have read that; and all of the issue where it had
 * no mail of it, for it may as well have had no readers. Throws VesnikError `nothing-missed`, `held-unknown` and what
 * `requireKnownReceivers` throws.
 */
export async function planTranslation(library: Library, store: Store, wish: TranslationWish): Promise<MailingPlan> {
  const { issue, untranslated, list: wanted } = wish;
  await requireKnownReceivers(store, issue.id);
  const { state } = await getMailing(store, issue.id);
  const variants = await mailedVariants(store, issue.id);
  const bearers = bearersOf(variants, issue.id);
  const receivers = new Set<number>();
  const missed = new Set<string>();
  const selections = selectionsOf(library, issue, untranslated);
  // After a cancel the issue itself may still be mailed to such a list.
  const hadNoMail = ({ list }: Selection) =>
    state === 'sent' && !(bearers.get(list.id) ?? []).some(({ kind }) => kind === 'issue');
  const late = (selection: Selection, alsoBorrowed: boolean): Piece[] => {
    const all = bearers.get(selection.list.id) ?? [];
    const ofIssue = all.filter(({ kind }) => kind === 'issue');
    const since = all.filter(({ kind, state }) => kind === 'translation' && state !== 'cancelled');
    return selection.pieces.filter(piece => {
      if (piece.version.withdrawn !== undefined || since.some(bearer => hasHad(bearer, piece, library))) return false;
      if (alsoBorrowed && hadNoMail(selection)) return true;
      return ofIssue.some(bearer => isMissing(bearer, piece, library, alsoBorrowed));
    });
  };
  const orders = selections
    .filter(({ list }) => wanted === undefined || list.id === wanted)
    .flatMap((selection): MailOrder[] => {
      const alsoBorrowed = wanted !== undefined;
      const pieces = late(selection, alsoBorrowed);
      if (pieces.length === 0) return [];
      if (hadNoMail(selection)) missed.add(selection.list.id);
      for (const bearer of bearers.get(selection.list.id) ?? []) {
        const lacks = pieces.some(piece => isMissing(bearer, piece, library, alsoBorrowed));
        if (bearer.kind === 'issue' && lacks) receivers.add(bearer.id);
      }
      const bare = { issue: withoutWords(issue), list: selection.list, pieces, missing: [] };
      return [{ selection: bare, occasion: { kind: 'translation' } }];
    });
  if (orders.length === 0) {
    const named = wanted === undefined ? selections.filter(selection => late(selection, true).length > 0) : [];
    const [first] = named.toSorted((a, b) => Number(hadNoMail(b)) - Number(hadNoMail(a)));
    throw nothingMissed(issue.id, first && { list: first.list.id, hadNoMail: hadNoMail(first) });
  }
  const names = (pieces: readonly { readonly commentary: string; readonly language: string }[]) =>
    pieces.map(({ commentary, language }) => `${commentary} ${language}`);
  const piecesOf = (list: string) =>
    (orders.find(({ selection }) => selection.list.id === list)?.selection.pieces ?? []).map(({ version }) => version);
  const id = nextId(variants, { issue: issue.id, kind: 'translation' }, ({ list, held }) =>
    isSame(names(held?.pieces ?? []), names(piecesOf(list))),
  );
  const again = toldInPart(variants, { id, issue: issue.id, kind: 'translation' }, ({ list, held }) =>
    names(held?.pieces ?? []).some(name => names(piecesOf(list)).includes(name)),
  );
  return {
    id,
    ...{ kind: 'translation', issue, orders },
    receivers: { issue: issue.id, variants: [...receivers], missed: [...missed] },
    findings: [
      ...again,
      ...selections
        .filter(one => wanted === undefined && hadNoMail(one) && late(one, true).length > 0)
        .map(one => nothingMailed(issue.id, one)),
    ],
  };
}

/** Languages in which a mail held a piece; it may have had another name then. */
function languagesHeld({ held }: Bearer, { commentary }: Piece, library: Library): string[] {
  return held.pieces
    .filter(piece => (findCommentary(library, piece.commentary)?.id ?? piece.commentary) === commentary.id)
    .map(({ language }) => language);
}

function hasHad(bearer: Bearer, piece: Piece, library: Library): boolean {
  return languagesHeld(bearer, piece, library).includes(piece.version.language);
}

function isMissing(bearer: Bearer, piece: Piece, library: Library, alsoBorrowed: boolean): boolean {
  return alsoBorrowed ? !hasHad(bearer, piece, library) : languagesHeld(bearer, piece, library).length === 0;
}

function nothingMailed(issue: string, { list }: Selection): Finding {
  return findingAt(`content/issues/${issue}`, {
    ...{ rule: 'list-had-no-mail', severity: 'warning', list: list.id },
    message: `The list ${list.id} had no mail of this issue, and gets none now.`,
    hint: `To mail it what there is for it by now: ${listCommand(issue, list.id)}`,
  });
}

function nothingMissed(
  issue: string,
  named: { readonly list: string; readonly hadNoMail: boolean } | undefined,
): VesnikError {
  return new VesnikError({
    code: 'nothing-missed',
    message: `No list has missed anything of ${issue} that is there now, or it has been mailed already. Nothing was approved.`,
    hint:
      named === undefined
        ? 'A translation is mailed when it is no draft and its `published` moment has come: npx vesnik check'
        : `The list ${named.list} ${named.hadNoMail ? 'had no mail of the issue. To mail it what there is for it by now' : 'was mailed a piece in another language than the one it would get today. To mail it that too'}: ${listCommand(issue, named.list)}`,
  });
}

function listCommand(issue: string, list: string): string {
  return `npx vesnik send ${issue} --translation --list ${list}`;
}
