import { VesnikError } from '#errors.ts';
import { audienceOf, census } from './audience.ts';
import { isDuplicate, isOrphan } from './database-errors.ts';
import { refuseForgotten, refuseOnTheWire, requireKnownReceivers } from './followed-mailing.ts';
import { writeDeliveries } from './frozen-deliveries.ts';
import { mailingHeading, mailingName, sendCommand } from './mailing-id.ts';
import type { MailingKind } from './mailing-kind.ts';
import { findMailing, type Mailing } from './mailings.ts';
import type { Store } from './open.ts';
import type { Receivers } from './receivers.ts';
import { inTransaction } from './transaction.ts';
import { frozenVariant, type Variant } from './variant.ts';

export interface Approval {
  /** What is mailed, as it is typed (mailing-id.ts). */
  readonly issue: string;
  /** Absent: an issue. */
  readonly kind?: MailingKind;
  /** Of what follows an issue: who is to get it. Absent: every active subscriber. */
  readonly receivers?: Receivers;
  readonly variants: readonly Variant[];
  /** Not before this moment; absent: at once. */
  readonly due?: Date;
  /** False: when it is due it begins whether or not the pages that it links to are there. Absent: it waits for them. */
  readonly waitsForPages?: boolean;
  readonly now: Date;
}

/**
 * Writes a mailing: its variants, and one delivery with 16 random bytes for every active subscriber whose group has a
 * variant and who has no pause then; of what follows an issue, for those of them who got it. All of it appears at one
 * moment, with the last statement; a crash before leaves nothing that anybody sees, and the next freeze clears it away.
 * Sign-ups and senders need not wait: on SQLite rows go in batches.
 * Throws VesnikError `already-mailed`, `still-on-the-wire` while a cancelled mailing of the issue is not all answered,
 * `receivers-forgotten` when it is not known any more who got that, what `requireKnownReceivers` throws, or `freeze-interrupted`
 * when somebody else began to freeze the same issue.
 */
export async function freezeMailing(store: Store, approval: Approval): Promise<Mailing> {
  const { issue, receivers } = approval;
  const earlier = await findMailing(store, issue);
  if (earlier !== undefined && earlier.state !== 'cancelled') throw alreadyMailed(earlier);
  if (earlier !== undefined) {
    await refuseOnTheWire(store, issue);
    await refuseForgotten(store, issue);
  }
  if (receivers !== undefined) await requireKnownReceivers(store, receivers.issue);
  const id = await begin(store, approval);
  try {
    await writeDeliveries(store, id, approval);
    await publish(store, id, approval);
  } catch (error) {
    throw isOrphan(error) ? interrupted(issue) : error;
  }
  const mailing = await findMailing(store, issue);
  if (mailing === undefined) throw interrupted(issue);
  return mailing;
}

/** What `freezeMailing` throws for an issue that has a mailing, for those who want to know before they render. */
export function alreadyMailed({ issue, kind, state, createdAt }: Mailing): VesnikError {
  return new VesnikError({
    code: 'already-mailed',
    message: `${mailingHeading(issue)} has been mailed: approved on ${createdAt.toISOString()}, now ${state}.`,
    hint: [
      `To see how it went: npx vesnik status ${issue}. To go on after a stop: npx vesnik resume ${issue}`,
      ...(kind === 'issue' ? [`What comes after it: ${sendCommand(issue)} --correction, or --translation`] : []),
    ].join('\n'),
  });
}

function begin(
  store: Store,
  { issue, kind = 'issue', receivers, variants, due, waitsForPages = true, now }: Approval,
): Promise<number> {
  return inTransaction(store, async transaction => {
    await transaction.deleteFrom('mailings').where('issue', '=', issue).where('state', '=', 'freezing').execute();
    const { id } = await transaction
      .insertInto('mailings')
      .values({
        issue,
        kind,
        parent: receivers?.issue ?? null,
        state: 'freezing',
        recipients: 0,
        excluded: '{}',
        due_at: (due ?? now).getTime(),
        created_at: now.getTime(),
        finished_at: null,
        waits_for_pages: waitsForPages ? 1 : 0,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    for (const { list, form, held, ...frozen } of variants) {
      const text = JSON.stringify(frozenVariant.parse(frozen));
      const noted = held === undefined ? null : JSON.stringify(held);
      await transaction
        .insertInto('variants')
        .values({ mailing_id: id, list, form, frozen: text, held: noted })
        .execute();
    }
    return id;
  });
}

// The counts are taken of the rows as they were written, in the statement that makes them visible.
async function publish(
  store: Store,
  mailing: number,
  { issue, receivers, variants, due, now }: Approval,
): Promise<void> {
  const groups = new Set(variants.map(({ list, form }) => `${list} ${form}`));
  const { excluded } = audienceOf(
    await census(store.db, { issue, at: due ?? now, ...(receivers && { receivers }) }),
    ({ list, form }) => groups.has(`${list} ${form}`),
  );
  try {
    const { numUpdatedRows } = await store.db
      .updateTable('mailings')
      .set(({ selectFrom, fn }) => ({
        state: due !== undefined && due.getTime() > now.getTime() ? 'scheduled' : 'approved',
        recipients: selectFrom('deliveries')
          .select(fn.countAll<number>().as('count'))
          .where('mailing_id', '=', mailing),
        excluded: JSON.stringify(excluded),
      }))
      .where('id', '=', mailing)
      .where('state', '=', 'freezing')
      .executeTakeFirst();
    if (numUpdatedRows === 0n) throw interrupted(issue);
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    await store.db.deleteFrom('mailings').where('id', '=', mailing).where('state', '=', 'freezing').execute();
    const rival = await findMailing(store, issue);
    throw rival === undefined ? error : alreadyMailed(rival);
  }
}

function interrupted(issue: string): VesnikError {
  return new VesnikError({
    code: 'freeze-interrupted',
    message: `Somebody else began to approve ${mailingName(issue)} at the same moment. Nothing was approved here.`,
    hint: `See what they did: npx vesnik status ${issue}`,
  });
}
