import { type Kysely, sql } from 'kysely';
import type { Store } from './open.ts';
import { listOfSubscriber, type Receivers, reachedBy } from './receivers.ts';
import type { Tables } from './schema.ts';
import type { Form, SubscriberState } from './subscriber-state.ts';

/** Why somebody on a list is not mailed. */
export const exclusions = [
  'pending',
  'unsubscribed',
  'bounced',
  'complained',
  'suppressed',
  'paused',
  'noVariant',
  'alreadyMailed',
] as const;
export type Exclusion = (typeof exclusions)[number];
export type Excluded = Readonly<Partial<Record<Exclusion, number>>>;

export interface Group {
  readonly list: string;
  readonly form: Form;
  readonly count: number;
}

/** Who would be mailed at a moment, by list and form, and how many would not, by reason. Adds up to all subscribers. */
export interface Audience {
  readonly groups: readonly Group[];
  readonly recipients: number;
  readonly excluded: Excluded;
}

export async function audience({ db }: Store, at: Date): Promise<Audience> {
  return audienceOf(await census(db, { at }));
}

/** The same for a mailing that has a variant for some groups only; `alreadyMailed` by an earlier mailing of the issue. */
export function audienceOf(
  rows: readonly CensusRow[],
  hasVariant: (group: Pick<Group, 'list' | 'form'>) => boolean = () => true,
): Audience {
  const groups: Group[] = [];
  const excluded: Partial<Record<Exclusion, number>> = {};
  for (const { list, form, state, suppressed, mailed, paused, count } of rows) {
    const reason = exclusionOf({ state, suppressed, mailed, paused, hasVariant: hasVariant({ list, form }) });
    if (reason === undefined) groups.push({ list, form, count });
    else excluded[reason] = (excluded[reason] ?? 0) + count;
  }
  return { groups, recipients: groups.reduce((sum, { count }) => sum + count, 0), excluded };
}

export interface CensusRow extends Group {
  readonly state: SubscriberState;
  /** 1: on the suppression list though the state says nothing of it. */
  readonly suppressed: number;
  /** 1: an earlier, cancelled mailing of the issue reached them, or may have. */
  readonly mailed: number;
  /** 1: wants nothing yet. */
  readonly paused: number;
}

/**
 * Subscribers counted by what decides whether they are mailed `issue` at a moment: all of them, or of what follows an issue
 * those who got it, by the list they got it by.
 */
export async function census(
  db: Kysely<Tables>,
  { issue = '', at, receivers }: { readonly issue?: string; readonly at: Date; readonly receivers?: Receivers },
): Promise<CensusRow[]> {
  const { rows } = await sql<CensusRow>`
    select list, form, state, suppressed, mailed, paused, count(*) as count from (
      select ${listOfSubscriber(receivers)} as list, s.form, s.state,
        case when exists (select 1 from suppressions x where x.address_index = s.address_index) then 1 else 0 end as suppressed,
        case when ${reachedBy(issue)} then 1 else 0 end as mailed,
        case when ${wantsIssues(at)} then 0 else 1 end as paused
      from subscribers s) as people
    where list is not null
    group by list, form, state, suppressed, mailed, paused order by list, form`.execute(db);
  return rows;
}

/** SQL: subscriber `s` has no pause at that moment. */
export function wantsIssues(at: Date) {
  return sql<boolean>`(s.paused_until is null or s.paused_until <= ${at.getTime()})`;
}

function exclusionOf(row: {
  state: SubscriberState;
  suppressed: number;
  mailed: number;
  paused: number;
  hasVariant: boolean;
}): Exclusion | undefined {
  if (row.state !== 'active') return row.state;
  if (row.suppressed === 1) return 'suppressed';
  if (row.mailed === 1) return 'alreadyMailed';
  if (row.paused === 1) return 'paused';
  return row.hasVariant ? undefined : 'noVariant';
}
