import { type Selectable, type SelectQueryBuilder, sql } from 'kysely';
import { z } from 'zod';
import { VesnikError } from '#errors.ts';
import { type Excluded, exclusions } from './audience.ts';
import { mailingName, sendCommand } from './mailing-id.ts';
import type { MailingKind } from './mailing-kind.ts';
import type { MailingState } from './mailing-state.ts';
import type { Store } from './open.ts';
import { type Held, readHeld } from './refusals.ts';
import type { Tables } from './schema.ts';
import { frozenVariant, type Variant } from './variant.ts';

/** An issue, or something else that is mailed, approved and frozen for sending. */
export interface Mailing {
  readonly id: number;
  /** As it is typed: `2024-04-15`, `2024-04-15/correction-1`, `letters/2024-05-01-blocked`. */
  readonly issue: string;
  readonly kind: MailingKind;
  /** The issue that it follows. */
  readonly parent?: string;
  readonly state: MailingState;
  readonly recipients: number;
  /** How many subscribers do not get it, by reason. */
  readonly excluded: Excluded;
  readonly dueAt: Date;
  readonly createdAt: Date;
  readonly finishedAt?: Date;
  /** It begins when the pages of the newsletter's own site that it links to are there. */
  readonly waitsForPages: boolean;
  /** Why it paused by itself; a pause without it is a person's. */
  readonly held?: Held;
}

/** The issue's mailing: the one that is not cancelled, else the newest cancelled one. */
export async function findMailing({ db }: Store, issue: string): Promise<Mailing | undefined> {
  const row = await ofIssue(db, issue).executeTakeFirst();
  return row === undefined ? undefined : mailingOf(row);
}

/** Every mailing of the issue: first the one that `findMailing` finds, then those cancelled before it, the newest first. */
export async function mailingsOf({ db }: Store, issue: string): Promise<Mailing[]> {
  return (await ofIssue(db, issue).execute()).map(mailingOf);
}

/** As `findMailing`. Throws VesnikError `not-mailed` where the issue has none. */
export async function getMailing(store: Store, issue: string): Promise<Mailing> {
  const mailing = await findMailing(store, issue);
  if (mailing !== undefined) return mailing;
  throw new VesnikError({
    code: 'not-mailed',
    message: `There is no mailing of ${mailingName(issue)}.`,
    hint: `To approve and send it: ${sendCommand(issue)}`,
  });
}

/** Every mailing, the newest first; of some states only where they are given. */
export async function listMailings({ db }: Store, states?: readonly MailingState[]): Promise<Mailing[]> {
  const query = visible(db.selectFrom('mailings')).selectAll().orderBy('id', 'desc');
  const rows = await (states === undefined ? query : query.where('state', 'in', states)).execute();
  return rows.map(mailingOf);
}

/** Scheduled mailings whose moment has come, the oldest first. None of their rows is claimed before `beginMailing`. */
export async function dueMailings(store: Store, now: Date): Promise<Mailing[]> {
  const scheduled = await listMailings(store, ['scheduled']);
  return scheduled.filter(mailing => mailing.dueAt.getTime() <= now.getTime()).reverse();
}

/** A frozen variant by its id, as a claim names it; keep it, it never changes. */
export async function getVariant({ db }: Store, id: number): Promise<Variant> {
  const row = await db.selectFrom('variants').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  return variantOf(row);
}

/** Every variant of a mailing. */
export async function listVariants({ db }: Store, mailing: number): Promise<Variant[]> {
  const rows = await db.selectFrom('variants').selectAll().where('mailing_id', '=', mailing).orderBy('id').execute();
  return rows.map(variantOf);
}

const excludedColumn = z.partialRecord(z.enum(exclusions), z.number());

function mailingOf(row: Selectable<Tables['mailings']>): Mailing {
  const held = row.state === 'paused' ? readHeld(row.held) : undefined;
  return {
    id: row.id,
    issue: row.issue,
    kind: row.kind,
    ...(row.parent === null ? {} : { parent: row.parent }),
    state: row.state,
    recipients: row.recipients,
    excluded: excludedColumn.parse(JSON.parse(row.excluded)),
    dueAt: new Date(row.due_at),
    createdAt: new Date(row.created_at),
    waitsForPages: row.waits_for_pages === 1,
    ...(row.finished_at === null ? {} : { finishedAt: new Date(row.finished_at) }),
    ...(held !== undefined && { held }),
  };
}

function variantOf(row: Selectable<Tables['variants']>): Variant {
  return { ...frozenVariant.parse(JSON.parse(row.frozen)), list: row.list, form: row.form };
}

function ofIssue(db: Store['db'], issue: string) {
  return visible(db.selectFrom('mailings'))
    .selectAll()
    .where('issue', '=', issue)
    .orderBy(sql`case when state = 'cancelled' then 1 else 0 end`)
    .orderBy('id', 'desc');
}

function visible<Row>(query: SelectQueryBuilder<Tables, 'mailings', Row>): SelectQueryBuilder<Tables, 'mailings', Row> {
  return query.where('state', '!=', 'freezing');
}
