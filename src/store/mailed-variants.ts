import { type Held, held } from './held.ts';
import { readMailingId } from './mailing-id.ts';
import type { MailingKind } from './mailing-kind.ts';
import type { MailingState } from './mailing-state.ts';
import type { Store } from './open.ts';

/** A frozen variant by what it told, without the mail itself. */
export interface MailedVariant {
  readonly id: number;
  /** The mailing's id as it is typed: `2024-04-15/correction-1`. */
  readonly mailing: string;
  readonly kind: MailingKind;
  readonly state: MailingState;
  readonly list: string;
  /** Absent: it was frozen before anybody noted it. */
  readonly held?: Held;
}

/** The variants of all mailings of an issue, cancelled ones too, and of what followed it; oldest first. */
export async function mailedVariants({ db }: Store, issue: string): Promise<MailedVariant[]> {
  const rows = await db
    .selectFrom('variants as v')
    .innerJoin('mailings as m', 'm.id', 'v.mailing_id')
    .select(['v.id', 'v.list', 'v.held', 'm.issue as mailing', 'm.kind', 'm.state'])
    .where(({ eb, or }) => or([eb('m.issue', '=', issue), eb('m.parent', '=', issue)]))
    .where('m.state', '!=', 'freezing')
    .orderBy('v.id')
    .execute();
  return rows.map(({ held: noted, ...row }) => ({
    ...row,
    ...(noted !== null && { held: held.parse(JSON.parse(noted)) }),
  }));
}

interface Told {
  /** By mailings of these kinds. */
  readonly kinds: readonly MailingKind[];
  /** An issue whose own mails do not count. */
  readonly except?: string;
}

/** Keys of the corrections that a list has been mailed, by list; what was cancelled does not count. */
export async function toldCorrections(
  { db }: Store,
  { kinds, except = '' }: Told,
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const rows = await db
    .selectFrom('variants as v')
    .innerJoin('mailings as m', 'm.id', 'v.mailing_id')
    .select(['v.list', 'v.held'])
    .where('m.state', 'not in', ['freezing', 'cancelled'])
    .where('m.kind', 'in', kinds)
    .where('m.issue', '!=', except)
    .where('v.held', 'is not', null)
    .execute();
  const told = new Map<string, Set<string>>();
  for (const { list, held: noted } of rows) {
    const keys = told.get(list) ?? new Set();
    told.set(list, keys);
    for (const key of noted === null ? [] : held.parse(JSON.parse(noted)).corrections) keys.add(key);
  }
  return told;
}

/** How many corrections or translations of an issue there are by now: the highest number of their ids. */
export function highestNumber(variants: readonly MailedVariant[], kind: MailingKind): number {
  const numbers = variants.filter(one => one.kind === kind).map(({ mailing }) => readMailingId(mailing).number ?? 0);
  return Math.max(0, ...numbers);
}
