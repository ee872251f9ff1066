import { VesnikError } from '#errors.ts';
import { mailingHeading, mailingName } from './mailing-id.ts';
import { getMailing } from './mailings.ts';
import type { Store } from './open.ts';

/**
 * Holds that it is known who got an issue, so that something may follow it: its mailing is over, with nothing on the wire.
 * Throws VesnikError `not-mailed`, `still-going-out`, `still-on-the-wire`, `receivers-forgotten`.
 */
export async function requireKnownReceivers(store: Store, issue: string): Promise<void> {
  const { state } = await getMailing(store, issue);
  if (state !== 'sent' && state !== 'cancelled') {
    throw new VesnikError({
      code: 'still-going-out',
      message: `${mailingHeading(issue)} is still going out (${state}), so it is not known yet who gets it. Nothing was approved.`,
      hint: `Wait until it is over: npx vesnik status ${issue}\nOr end it now: npx vesnik cancel ${issue}. Whoever has not got it can then be mailed the issue as it is today, the others what follows it.`,
    });
  }
  await refuseOnTheWire(store, issue);
  await refuseForgotten(store, issue);
}

/** Throws `still-on-the-wire`: who is there may get it or not, only the answer says whether a new mailing is to leave them out. */
export async function refuseOnTheWire({ db }: Store, issue: string): Promise<void> {
  const { count } = await db
    .selectFrom('deliveries as d')
    .innerJoin('mailings as m', 'm.id', 'd.mailing_id')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('m.issue', '=', issue)
    .where('d.worker', 'is not', null)
    .where('d.state', '=', 'sending')
    .executeTakeFirstOrThrow();
  if (count === 0) return;
  throw new VesnikError({
    code: 'still-on-the-wire',
    message: `The cancelled mailing of ${issue} is not over yet; on the wire without an answer: ${count}. Nothing was approved.`,
    hint: `Wait a moment and try again; to watch: npx vesnik status ${issue}\nIf its sender died: start npx vesnik worker and stop it again, which counts them as uncertain.`,
  });
}

/** Throws `receivers-forgotten` where deliveries of it became counts, which name nobody. */
export async function refuseForgotten({ db }: Store, issue: string): Promise<void> {
  const counted = await db
    .selectFrom('delivery_counts as c')
    .innerJoin('mailings as m', 'm.id', 'c.mailing_id')
    .select('c.mailing_id')
    .where('m.issue', '=', issue)
    .where('c.state', 'in', ['sent', 'uncertain'])
    .executeTakeFirst();
  if (counted === undefined) return;
  throw new VesnikError({
    code: 'receivers-forgotten',
    message: `Nobody knows any more who got ${mailingName(issue)}: ninety days after a mailing its deliveries become counts. Nothing was approved.`,
    hint: 'What readers should still know can go into the next issue, or to everybody as a letter: npx vesnik new --letter <name>',
  });
}
