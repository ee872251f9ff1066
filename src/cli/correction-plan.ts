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
import { type MailOrder, withoutWords } from './mail-orders.ts';
import type { MailingPlan } from './mailing-plan.ts';
import { counted } from './output.ts';

/**
 * The corrections that the readers of a mailed issue have not been told: of the pieces that their mail held, in the language
 * in which it held them, less those that stood in it already or that their list has been mailed since. Throws VesnikError
 * `nothing-to-correct`, `held-unknown` and what `requireKnownReceivers` throws.
 */
export async function planCorrection(library: Library, store: Store, issue: Issue): Promise<MailingPlan> {
  await requireKnownReceivers(store, issue.id);
  const variants = await mailedVariants(store, issue.id);
  const translations = variants.filter(({ kind }) => kind === 'translation').map(({ mailing }) => mailing);
  for (const mailing of new Set(translations)) await requireKnownReceivers(store, mailing);
  const bearers = bearersOf(variants, issue.id);
  const told = await toldCorrections(store, { kinds: ['correction', 'issue'], except: issue.id });
  const due = new Map<string, ReadonlyMap<string, EarlierCorrection>>();
  const receivers = new Set<number>();
  const orders = library.newsletter.lists.flatMap((list): MailOrder[] => {
    const ofList = new Map<string, EarlierCorrection>();
    for (const bearer of bearers.get(list.id) ?? []) {
      const untold = untoldBy(bearer, library, told.get(list.id) ?? new Set());
      if (untold.length > 0) receivers.add(bearer.id);
      for (const [key, correction] of untold) ofList.set(key, correction);
    }
    if (ofList.size === 0) return [];
    due.set(list.id, ofList);
    const selection = { issue: withoutWords(issue), list, pieces: [], missing: [] };
    return [{ selection, occasion: { kind: 'correction', corrections: inOrder([...ofList.values()], issue) } }];
  });
  if (orders.length === 0) throw nothingToCorrect(issue, library);
  const id = nextId(variants, { issue: issue.id, kind: 'correction' }, ({ list, held }) =>
    isSame(held?.corrections ?? [], due.get(list)?.keys() ?? []),
  );
  return {
    id,
    ...{ kind: 'correction', issue, orders },
    receivers: { issue: issue.id, variants: [...receivers] },
    findings: [
      ...uncorrectedLanguages(library, issue),
      ...toldInPart(variants, { id, issue: issue.id, kind: 'correction' }, ({ list, held }) =>
        (held?.corrections ?? []).some(key => due.get(list)?.has(key)),
      ),
    ],
  };
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
