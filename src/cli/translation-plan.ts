import type { Issue, Library, Piece, Selection } from '#content/model.ts';
import { VesnikError } from '#errors.ts';
import { type Finding, findingAt } from '#preflight/finding.ts';
import { requireKnownReceivers } from '#store/followed-mailing.ts';
import { mailedVariants } from '#store/mailed-variants.ts';
import { getMailing } from '#store/mailings.ts';
import type { Store } from '#store/open.ts';
import type { Receivers } from '#store/receivers.ts';
import { bearersOf, isSame, nextId, toldInPart } from './follow-up.ts';
import { finishedFirst, halfTold, isToldNow } from './half-told.ts';
import { hasHad, isMissing, nameOf, namesOf } from './held-pieces.ts';
import { selectionsOf, type Untranslated } from './issue-mails.ts';
import { type MailOrder, withoutWords } from './mail-orders.ts';
import type { MailingPlan } from './mailing-plan.ts';

interface TranslationWish {
  readonly issue: Issue;
  readonly untranslated: Untranslated;
  /** For this list only, and also what it had borrowed from another language. */
  readonly list?: string;
  /** When it goes out. */
  readonly at: Date;
}

/**
 * The pieces of a mailed issue that a list takes now and that its mail went without, for those whose mail went without one of
 * them. Only where a list is named: what it had borrowed, for its readers have read that; and all of the issue where it had
 * no mail of it, for it may as well have had no readers. A translation that was cancelled on its way is finished first, where other pieces
 * have come since: nobody is mailed the same twice. Throws VesnikError `nothing-missed`, `held-unknown` and what
 * `requireKnownReceivers` throws.
 */
export async function planTranslation(library: Library, store: Store, wish: TranslationWish): Promise<MailingPlan> {
  const { issue, untranslated, list: wanted, at } = wish;
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
  const chosen = selections.filter(({ list }) => wanted === undefined || list.id === wanted);
  const pieces = new Map(chosen.map(selection => [selection.list.id, late(selection, alsoBorrowed)] as const));
  /** Whoever's mail went without one of these, and whose list had none. */
  const receiversOf = (given: ReadonlyMap<string, readonly Piece[]>): Receivers => ({
    issue: issue.id,
    variants: [...bearers.values()].flat().flatMap(bearer => {
      const lacks = (given.get(bearer.list) ?? []).some(piece => isMissing(bearer, piece, library, alsoBorrowed));
      return bearer.kind === 'issue' && lacks ? [bearer.id] : [];
    }),
    missed: chosen
      .filter(one => (given.get(one.list.id) ?? []).length > 0 && hadNoMail(one))
      .map(({ list }) => list.id),
  });
  const half = await halfTold(store, {
    ...{ kind: 'translation', variants, at, receivers: receiversOf(pieces) },
    keysOf: ({ held }) => namesOf(held?.pieces ?? []),
    due: new Map([...pieces].map(([list, of]) => [list, new Set(of.map(nameOf))])),
  });
  const wantedNow = new Map(
    [...pieces].map(([list, of]) => [list, of.filter(piece => isToldNow(half, list, nameOf(piece)))] as const),
  );
  const orders = chosen.flatMap(({ list }): MailOrder[] => {
    const ofList = wantedNow.get(list.id) ?? [];
    if (ofList.length === 0) return [];
    const bare = { issue: withoutWords(issue), list, pieces: ofList, missing: [] };
    return [{ selection: bare, occasion: { kind: 'translation' } }];
  });
  if (orders.length === 0) {
    const named = wanted === undefined ? selections.filter(selection => late(selection, true).length > 0) : [];
    const [first] = named.toSorted((a, b) => Number(hadNoMail(b)) - Number(hadNoMail(a)));
    throw nothingMissed(issue.id, first && { list: first.list.id, hadNoMail: hadNoMail(first) });
  }
  const told = (list: string) => (wantedNow.get(list) ?? []).map(nameOf);
  const next = nextId(variants, { issue: issue.id, kind: 'translation' }, ({ list, held }) =>
    isSame(namesOf(held?.pieces ?? []), (pieces.get(list) ?? []).map(nameOf)),
  );
  const id = half.first?.mailing ?? next;
  const again = listCommand(issue.id, wanted);
  const findings =
    half.first === undefined
      ? toldInPart(variants, { id, issue: issue.id, kind: 'translation' }, ({ list, held }) =>
          namesOf(held?.pieces ?? []).some(name => told(list).includes(name)),
        )
      : id === next
        ? []
        : [finishedFirst(id, { issue: issue.id, again })];
  return {
    ...{ id, kind: 'translation', issue, orders, receivers: receiversOf(wantedNow) },
    findings: [
      ...findings,
      ...selections
        .filter(one => wanted === undefined && hadNoMail(one) && late(one, true).length > 0)
        .map(one => nothingMailed(issue.id, one)),
    ],
  };
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

function listCommand(issue: string, list: string | undefined): string {
  return `npx vesnik send ${issue} --translation${list === undefined ? '' : ` --list ${list}`}`;
}
