import { sql } from 'kysely';
import type { Store } from './open.ts';
import { endUnsent } from './unsent.ts';

/**
 * How an attempt ended. `answer`: the relay's, redacted by delivery/redaction.ts; 300 characters are kept. `relayId`: the relay's own
 * name of the message, by which it may tell of it later.
 */
export type Outcome =
  | { readonly id: number; readonly state: 'sent'; readonly answer: string; readonly relayId?: string }
  | { readonly id: number; readonly state: 'failed' | 'uncertain'; readonly answer: string }
  | {
      readonly id: number;
      readonly state: 'deferred';
      readonly answer: string;
      readonly nextAttempt: Date;
      /** The relay was not asked: the attempt that marking counted is taken back. */
      readonly isNotBegun?: true;
    };

const answerCharacters = 300;

/**
 * Writes how attempts ended, all of them in one statement; the number of rows written. A row that this worker no longer
 * has on the wire is left alone, but for one that was taken for uncertain meanwhile: the late answer tells.
 * Of somebody who was forgotten meanwhile the relay's own id is not kept, nor its yes, which may hold that id.
 * What the relay puts off is `cancelled` where its mailing was cancelled meanwhile: nobody would try it again. A mailing that was called
 * `sent` meanwhile, because this worker was taken for dead, goes on.
 */
export async function settleDeliveries(
  store: Pick<Store, 'db' | 'dialect'>,
  { worker, outcomes, now }: { readonly worker: number; readonly outcomes: readonly Outcome[]; readonly now: Date },
): Promise<number> {
  if (outcomes.length === 0) return 0;
  const moment = now.getTime();
  const putOff = outcomes.filter(({ state }) => state === 'deferred').map(({ id }) => id);
  if (putOff.length > 0) await reopen(store, worker, putOff);
  // One text, so that the statement is the same for any number of rows: SQLite compiles each one that it has not seen.
  const json = JSON.stringify(
    outcomes.map(outcome => [
      outcome.id,
      outcome.state,
      outcome.state === 'deferred' ? outcome.nextAttempt.getTime() : moment,
      [...outcome.answer.replaceAll('\0', '').toWellFormed()].slice(0, answerCharacters).join(''),
      outcome.state === 'sent' ? (outcome.relayId ?? null) : null,
      outcome.state === 'deferred' && outcome.isNotBegun ? 1 : 0,
    ]),
  );
  // `+worker`: found by its id; by the index of workers SQLite would look through all that is claimed, for each group.
  const { rows } = await sql`
    with outcome as materialized (
      select cast(value ->> 0 as integer) as id, value ->> 1 as state, cast(value ->> 2 as bigint) as available_at, value ->> 3 as answer, value ->> 4 as relay_id,
        cast(value ->> 5 as integer) as taken_back
      from ${store.dialect.elementsOf(json)}
    ),
    mailing as materialized (
      select m.id, m.state from mailings m
      where m.id in (select d.mailing_id from deliveries d where d.id in (select id from outcome))
      ${store.dialect.holdMailings}
    )
    update deliveries set
      state = case when outcome.state = 'deferred' and mailing.state = 'cancelled' then ${endUnsent}
        when outcome.state = 'deferred' and mailing.state = 'sent' then 'uncertain' else outcome.state end,
      available_at = outcome.available_at,
      attempts = attempts - outcome.taken_back,
      answer = case when deliveries.subscriber_id is not null or outcome.state <> 'sent' then outcome.answer end,
      relay_id = case when deliveries.subscriber_id is not null then outcome.relay_id end,
      worker = case when outcome.state = 'uncertain' then worker end,
      changed_at = ${moment}
    from outcome, mailing
    where deliveries.id = outcome.id and mailing.id = deliveries.mailing_id and +worker = ${worker}
      and deliveries.state in ('sending', 'uncertain')
    returning deliveries.id`.execute(store.db);
  return rows.length;
}

// Before the rows are written: broken off in between, the mailing ends once more. Ended in between, they stay uncertain.
async function reopen(
  { db, dialect }: Pick<Store, 'db' | 'dialect'>,
  worker: number,
  ids: readonly number[],
): Promise<void> {
  const asked = JSON.stringify(ids.map(id => [id]));
  await sql`
    update mailings set state = 'sending', finished_at = null
    where state = 'sent' and id in (select d.mailing_id from deliveries d
      where d.id in (select cast(value ->> 0 as integer) from ${dialect.elementsOf(asked)})
        and +d.worker = ${worker} and d.state in ('sending', 'uncertain'))`.execute(db);
}
