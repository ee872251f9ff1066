import { type Finding, findingAt } from '#preflight/finding.ts';
import { census } from '#store/audience.ts';
import type { MailedVariant } from '#store/mailed-variants.ts';
import { mailingHeading } from '#store/mailing-id.ts';
import type { FollowUpKind } from '#store/mailing-kind.ts';
import type { Store } from '#store/open.ts';
import type { Receivers } from '#store/receivers.ts';

/** What is told, by list: keys of corrections, or names of pieces. */
export type Keys = ReadonlyMap<string, ReadonlySet<string>>;

/** What a correction or translation that was cancelled on its way means for the next one. */
interface HalfTold {
  /** One that some have and others do not: it is to go to the others first, as it was. */
  readonly first?: { readonly mailing: string; readonly keys: Keys };
  /** What everybody has who can still be mailed, though its mailing was cancelled. */
  readonly told: Keys;
}

interface HalfToldParts {
  readonly variants: readonly MailedVariant[];
  readonly kind: FollowUpKind;
  /** What a variant told. */
  readonly keysOf: (variant: MailedVariant) => Iterable<string>;
  /** What would be told now. */
  readonly due: Keys;
  /** Who would be told these. */
  readonly receiversOf: (keys: Keys) => Receivers;
  readonly at: Date;
}

/**
 * Looks into the ledger for cancelled mailings of a kind all of which would be told now, among others: with the others in one mail,
 * whoever had it by then would be told the same once more.
 */
export async function halfTold(store: Store, parts: HalfToldParts): Promise<HalfTold> {
  const { variants, kind, keysOf, due, receiversOf, at } = parts;
  const ofKind = variants.filter(one => one.kind === kind);
  const told = new Map<string, ReadonlySet<string>>();
  for (const [mailing, group] of Map.groupBy(ofKind, one => one.mailing)) {
    // One that was taken up again has its id no more to give.
    if (group.some(({ state }) => state !== 'cancelled')) continue;
    const keys = new Map(group.map(variant => [variant.list, new Set(keysOf(variant))] as const));
    const isWhole = [...keys].every(([list, of]) => of.isSubsetOf(due.get(list) ?? new Set()));
    if (!isWhole) continue;
    const rows = await census(store.db, { issue: mailing, at, receivers: receiversOf(keys) });
    const ofLists = rows.filter(({ list }) => keys.has(list));
    if (ofLists.every(({ mailed }) => mailed === 0)) continue;
    const waits = ofLists.some(
      ({ state, suppressed, mailed, paused }) => state === 'active' && suppressed + mailed + paused === 0,
    );
    if (waits) return { first: { mailing, keys }, told };
    for (const [list, of] of keys) told.set(list, of.union(told.get(list) ?? new Set()));
  }
  return { told };
}

/** Says that a cancelled mailing is finished first; `command`: what tells the rest. */
export function finishedFirst(mailing: string, issue: string, command: string): Finding {
  return findingAt(`content/issues/${issue}`, {
    ...{ rule: 'told-in-part', severity: 'warning' },
    message: `${mailingHeading(mailing)} was cancelled when some had it. This mails the same to the others, so that nobody is told it twice.`,
    hint: `What was added since goes to everybody with the same command once more: ${command}`,
  });
}
