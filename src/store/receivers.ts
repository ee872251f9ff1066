import { type RawBuilder, sql } from 'kysely';

/** Whom a mailing goes to that follows an issue: everybody who was sent one of these variants, or may have been. */
export interface Receivers {
  /** The issue that is followed. */
  readonly issue: string;
  /** Ids of frozen variants. */
  readonly variants: readonly number[];
  /** Lists that had no mail of the issue: also everybody who is on them now and did not get it by another list. */
  readonly missed?: readonly string[];
}

/** SQL: the list whose mail subscriber `s` gets; of what follows an issue the one by which they got it, null for the others. */
export function listOfSubscriber(receivers: Receivers | undefined): RawBuilder<string | null> {
  if (receivers === undefined) return sql<string>`s.list`;
  const { issue, variants, missed = [] } = receivers;
  const got =
    variants.length === 0
      ? sql<null>`null`
      : sql<string | null>`(select max(e.list) from deliveries e
          where e.subscriber_id = s.id and e.variant_id in (${sql.join(variants)})
            and (e.state in ('sent', 'uncertain') or e.may_have_arrived = 1))`;
  if (missed.length === 0) return got;
  return sql<
    string | null
  >`coalesce(${got}, case when s.list in (${sql.join(missed)}) and not ${reachedBy(issue)} then s.list end)`;
}

/** SQL: an earlier mailing of the issue went to subscriber `s`, or may have. */
export function reachedBy(issue: string): RawBuilder<boolean> {
  return sql<boolean>`exists (select 1 from deliveries e join mailings m on m.id = e.mailing_id
    where e.subscriber_id = s.id and m.issue = ${issue} and (e.state in ('sending', 'sent', 'uncertain') or e.may_have_arrived = 1))`;
}
