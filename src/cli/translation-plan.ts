import type { Issue, Library } from '#content/model.ts';
import { findCommentary } from '#content/queries.ts';
import type { Piece, Selection } from '#content/selection.ts';
import { requireKnownReceivers } from '#store/followed-mailing.ts';
import { type MailedVariant, mailedVariants } from '#store/mailed-variants.ts';
import { getMailing } from '#store/mailings.ts';
import type { Store } from '#store/open.ts';
import type { Receivers } from '#store/receivers.ts';
import { type Bearer, bearersOf, isSame, nextId, toldInPart } from './follow-up.ts';
import { finishedFirst, halfTold, type Keys } from './half-told.ts';
import { selectionsOf, type Untranslated } from './issue-mails.ts';
import { type MailOrder, withoutWords } from './mail-orders.ts';
import type { MailingPlan } from './mailing-plan.ts';
import { commandOf, nothingMailed, nothingMissed } from './translation-words.ts';

interface TranslationWish {
  readonly issue: Issue;
  readonly untranslated: Untranslated;
  /** When it goes out. */
  readonly at: Date;
  /** For this list only, and also what it had borrowed from another language. */
  readonly list?: string;
}

/**
 * The pieces of a mailed issue that a list takes now and that its mail went without, for those whose mail went without one of
 * them. Only where a list is named: what it had borrowed, for its readers have read that; and all of the issue where it had
 * no mail of it, for it may as well have had no readers. One that was cancelled on its way is finished first. Throws VesnikError `nothing-missed`, `held-unknown` and what
 * `requireKnownReceivers` throws.
 */
export async function planTranslation(library: Library, store: Store, wish: TranslationWish): Promise<MailingPlan> {
  const { issue, untranslated, at, list: wanted } = wish;
  await requireKnownReceivers(store, issue.id);
  const { state } = await getMailing(store, issue.id);
  const variants = await mailedVariants(store, issue.id);
  const bearers = bearersOf(variants, issue.id);
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
  const alsoBorrowed = wanted !== undefined;
  const lateBy = new Map(
    selections
      .filter(({ list }) => wanted === undefined || list.id === wanted)
      .map(selection => [selection.list.id, { selection, pieces: late(selection, alsoBorrowed) }] as const),
  );
  const piecesOf = (list: string, keys?: Keys): readonly Piece[] =>
    (lateBy.get(list)?.pieces ?? []).filter(piece => keys === undefined || keys.get(list)?.has(nameOf(piece)) === true);
  const receiversOf = (keys?: Keys): Receivers => {
    const reached = [...lateBy.values()].filter(({ selection }) => piecesOf(selection.list.id, keys).length > 0);
    const lacking = reached.flatMap(({ selection: { list } }) =>
      (bearers.get(list.id) ?? []).filter(
        bearer =>
          bearer.kind === 'issue' &&
          piecesOf(list.id, keys).some(piece => isMissing(bearer, piece, library, alsoBorrowed)),
      ),
    );
    const missed = reached.filter(({ selection }) => hadNoMail(selection)).map(({ selection }) => selection.list.id);
    return { issue: issue.id, variants: lacking.map(({ id }) => id), missed };
  };
  const heldNames = ({ held }: MailedVariant) =>
    (held?.pieces ?? []).map(
      ({ commentary, language }) => `${findCommentary(library, commentary)?.id ?? commentary} ${language}`,
    );
  const due = new Map([...lateBy].map(([list, { pieces }]) => [list, new Set(pieces.map(nameOf))] as const));
  const { first, told } = await halfTold(store, {
    ...{ variants, kind: 'translation', keysOf: heldNames, due, receiversOf, at },
  });
  const going: Keys =
    first?.keys ?? new Map([...due].map(([list, names]) => [list, names.difference(told.get(list) ?? new Set())]));
  const orders = [...lateBy.values()].flatMap(({ selection: { list } }): MailOrder[] => {
    const pieces = piecesOf(list.id, going);
    if (pieces.length === 0) return [];
    return [
      { selection: { issue: withoutWords(issue), list, pieces, missing: [] }, occasion: { kind: 'translation' } },
    ];
  });
  if (orders.length === 0) {
    const named = wanted === undefined ? selections.filter(selection => late(selection, true).length > 0) : [];
    const [first] = named.toSorted((a, b) => Number(hadNoMail(b)) - Number(hadNoMail(a)));
    throw nothingMissed(issue.id, first && { list: first.list.id, hadNoMail: hadNoMail(first) });
  }
  const next = nextId(variants, { issue: issue.id, kind: 'translation' }, variant =>
    isSame(heldNames(variant), going.get(variant.list) ?? []),
  );
  const id = first?.mailing ?? next;
  const isWhole = [...due].every(([list, names]) => isSame(names, going.get(list) ?? []));
  const again =
    first === undefined
      ? toldInPart(variants, { id, issue: issue.id, kind: 'translation' }, variant =>
          heldNames(variant).some(name => going.get(variant.list)?.has(name) === true),
        )
      : isWhole
        ? []
        : [finishedFirst(id, issue.id, commandOf(issue.id, wanted))];
  return {
    id,
    ...{ kind: 'translation', issue, orders },
    receivers: receiversOf(going),
    findings: [
      ...again,
      ...selections
        .filter(one => wanted === undefined && hadNoMail(one) && late(one, true).length > 0)
        .map(one => nothingMailed(issue.id, one)),
    ],
  };
}

function nameOf({ commentary, version }: Piece): string {
  return `${commentary.id} ${version.language}`;
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
