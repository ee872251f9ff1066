import { correctionKey, isAmong } from '#content/correction-key.ts';
import type { Issue, Library } from '#content/model.ts';
import { findCommentary, versionsOf } from '#content/queries.ts';
import { VesnikError } from '#errors.ts';
import { isLanguage } from '#i18n/languages.ts';
import { type Finding, findingAt } from '#preflight/finding.ts';
import type { EarlierCorrection } from '#render/issue-corrections.ts';
import { requireKnownReceivers } from '#store/followed-mailing.ts';
import { mailedVariants, toldCorrections } from '#store/mailed-variants.ts';
import type { Store } from '#store/open.ts';
import { type Bearer, bearersOf, isSame, nextId, toldInPart } from './follow-up.ts';
import { finishedFirst, halfTold } from './half-told.ts';
import { type MailOrder, withoutWords } from './mail-orders.ts';
import type { MailingPlan } from './mailing-plan.ts';
import { counted } from './output.ts';

/**
 * The corrections that the readers of a mailed issue have not been told: of the pieces that their mail held, in the language
 * in which it held them, less those that stood in it already or that their list has been mailed since. A correction that was cancelled
 * on its way is finished first, where others have come since: nobody is told the same twice. `at`: when it goes out. Throws VesnikError
 * `nothing-to-correct`, `held-unknown` and what `requireKnownReceivers` throws.
 */
export async function planCorrection(library: Library, store: Store, issue: Issue, at: Date): Promise<MailingPlan> {
  await requireKnownReceivers(store, issue.id);
  const variants = await mailedVariants(store, issue.id);
  const translations = variants.filter(({ kind }) => kind === 'translation').map(({ mailing }) => mailing);
  for (const mailing of new Set(translations)) await requireKnownReceivers(store, mailing);
  const bearers = bearersOf(variants, issue.id);
  const { due, ids } = untoldOf(
    library,
    bearers,
    await toldCorrections(store, { kinds: ['correction', 'issue'], except: issue.id }),
  );
  const receivers = { issue: issue.id, variants: [...ids] };
  const isDue = (list: string, key: string): boolean => due.get(list)?.has(key) ?? false;
  const next = nextId(variants, { issue: issue.id, kind: 'correction' }, ({ list, held }) =>
    isSame(held?.corrections ?? [], due.get(list)?.keys() ?? []),
  );
  const keysDue = new Map([...due].map(([list, of]) => [list, new Set(of.keys())]));
  const { first, told } = await halfTold(store, {
    ...{ variants, kind: 'correction', due: keysDue, at },
    keysOf: ({ held }) => held?.corrections ?? [],
    receiversOf: () => receivers,
  });
  const isWanted = (list: string, key: string): boolean =>
    first === undefined ? told.get(list)?.has(key) !== true : first.keys.get(list)?.has(key) === true;
  const orders = library.newsletter.lists.flatMap((list): MailOrder[] => {
    const wanted = [...(due.get(list.id) ?? [])].filter(([key]) => isWanted(list.id, key));
    if (wanted.length === 0) return [];
    const corrections = inOrder(
      wanted.map(([, correction]) => correction),
      issue,
    );
    const selection = { issue: withoutWords(issue), list, pieces: [], missing: [] };
    return [{ selection, occasion: { kind: 'correction', corrections } }];
  });
  if (orders.length === 0) throw nothingToCorrect(issue, library);
  const id = first?.mailing ?? next;
  const findings =
    first === undefined
      ? toldInPart(variants, { id, issue: issue.id, kind: 'correction' }, ({ list, held }) =>
          (held?.corrections ?? []).some(key => isDue(list, key) && isWanted(list, key)),
        )
      : id === next
        ? []
        : [finishedFirst(id, issue.id, `npx vesnik send ${issue.id} --correction`)];
  return {
    ...{ id, kind: 'correction', issue, orders, receivers },
    findings: [...uncorrectedLanguages(library, issue), ...findings],
  };
}

/** What each list has not been told of the pieces that its mails held, and the variants whose readers are to be told. */
function untoldOf(
  library: Library,
  bearers: ReadonlyMap<string, readonly Bearer[]>,
  told: ReadonlyMap<string, ReadonlySet<string>>,
) {
  const due = new Map<string, ReadonlyMap<string, EarlierCorrection>>();
  const ids = new Set<number>();
  for (const { id: list } of library.newsletter.lists) {
    const ofList = new Map<string, EarlierCorrection>();
    for (const bearer of bearers.get(list) ?? []) {
      const untold = untoldBy(bearer, library, told.get(list) ?? new Set());
      if (untold.length > 0) ids.add(bearer.id);
      for (const [key, correction] of untold) ofList.set(key, correction);
    }
    if (ofList.size > 0) due.set(list, ofList);
  }
  return { due, ids };
}

function untoldBy({ held }: Bearer, library: Library, told: ReadonlySet<string>): [string, EarlierCorrection][] {
  return held.pieces.flatMap(({ commentary, language }) => {
    const version = isLanguage(language) ? findCommentary(library, commentary)?.versions[language] : undefined;
    if (version === undefined) return [];
    const known = told.union(new Set(held.corrections));
    return version.corrections
      .filter(correction => !isAmong(known, version, correction))
      .map((correction): [string, EarlierCorrection] => [
        correctionKey(version, correction),
        { ...correction, version },
      ]);
  });
}

function inOrder(corrections: readonly EarlierCorrection[], { commentaries }: Issue): EarlierCorrection[] {
  const place = ({ version }: EarlierCorrection) => commentaries.findIndex(({ id }) => id === version.commentary);
  return corrections.toSorted((a, b) => place(a) - place(b) || a.date.localeCompare(b.date));
}

/** Versions with fewer corrections than another language of the same piece: whoever reads those is not told. */
function uncorrectedLanguages(library: Library, { commentaries }: Issue): Finding[] {
  return commentaries.flatMap(commentary => {
    const versions = versionsOf(library, commentary);
    const most = versions.toSorted((a, b) => b.corrections.length - a.corrections.length)[0];
    return versions
      .filter(({ corrections }) => corrections.length < (most?.corrections.length ?? 0))
      .map(({ file, corrections }) =>
        findingAt(file, {
          ...{ rule: 'correction-missing', severity: 'warning' },
          message: `\`${most?.file.split('/').at(-1)}\` has ${counted(most?.corrections.length ?? 0, 'correction', 'corrections')}, this file ${corrections.length}; whoever reads this one is not told.`,
          hint: 'Where it has the same mistake: corrections: [{ date: 2024-04-25, text: … }]',
        }),
      );
  });
}

function nothingToCorrect({ id, commentaries }: Issue, library: Library): VesnikError {
  const written = commentaries
    .flatMap(one => versionsOf(library, one))
    .some(({ corrections }) => corrections.length > 0);
  return new VesnikError({
    code: 'nothing-to-correct',
    message: written
      ? `There is nothing to correct: who got a piece of ${id} has been told all its corrections, in its mail or since. Nothing was approved.`
      : `There is nothing to correct: no file in content/issues/${id} has \`corrections\`. Nothing was approved.`,
    hint: `Write it into the front matter of the piece, in each language${written ? ', below those that are there' : ''}: corrections: [{ date: 2024-04-25, text: What was wrong and what is right }]`,
  });
}
