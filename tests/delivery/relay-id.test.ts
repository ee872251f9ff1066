import { afterEach, expect, it } from 'vitest';
import { composeTemplate } from '#delivery/message-template.ts';
import { readRelayUrl } from '#delivery/relay-address.ts';
import { relayIdIn } from '#delivery/relay-id.ts';
import { applyRelayReport } from '#delivery/returned-mail.ts';
import { openTransportSession } from '#delivery/transport-session.ts';
import { mintBounceToken } from '#keys/bounce-token.ts';
import { claimDeliveries, markSending } from '#store/deliveries.ts';
import { forget } from '#store/forgetting.ts';
import type { Store } from '#store/open.ts';
import { settleDeliveries } from '#store/outcomes.ts';
import { personalData } from '#store/personal-data.ts';
import { findByAddress } from '#store/subscribers.ts';
import { type Relay, startRelay } from '../smtp-relay.ts';
import { now, onBothDatabases } from '../store/both-databases.ts';
import { addReaders, approve } from '../store/people.ts';
import { run } from './run.ts';
import { belarusian, personal } from './variants.ts';

const relays: Relay[] = [];
afterEach(async () => {
  for (const relay of relays.splice(0)) await relay.stop();
});

const idOf = (number: number): string => `010201900000000${number}-1a2b3c4d-2222-3333-4444-555555555555-000000`;

/** A relay that answers as Amazon SES does over SMTP. */
async function ses(): Promise<Relay> {
  let number = 0;
  const relay = await startRelay({
    message: () => {
      number += 1;
      return `250 Ok ${idOf(number)}`;
    },
  });
  relays.push(relay);
  return relay;
}

const rows = ({ db }: Store) =>
  db.selectFrom('deliveries').select(['id', 'bytes', 'relay_id', 'answer', 'state']).orderBy('id').execute();

const report = (tokens: readonly string[]) =>
  ({ kind: 'bounce', tokens, originalMessageIds: [], reason: 'unknown-user', isPermanent: true, words: '' }) as const;

it('only ids by which a relay tells of a message later are read from its answer', () => {
  expect([`250 Ok ${idOf(1)}`, idOf(1), `250 2.0.0 Ok: ${idOf(1)}`].map(relayIdIn)).toEqual(Array(3).fill(idOf(1)));
  for (const answer of [
    ...['250 2.0.0 Ok: queued as 4XyZ12Q3kz9', '250 OK id=1rTzQK-0004ab-Cd', `250 Ok ${idOf(1)}-1`, '250 Ok', ''],
    ...[`250 2.0.0 <reader@example.org> ${idOf(1)}`, 'handed over'],
  ])
    expect(relayIdIn(answer), answer).toBeUndefined();
});

it('a transport that answers with its bare id tells it, and its words stay words', async () => {
  const answers = [idOf(7), 'a-bare-id-of-another-kind', 'Queued.'];
  const transport = {
    name: 'test',
    version: '1',
    send: (mail: { message: { getEnvelope(): object } }, done: (error: null, info: object) => void) =>
      done(null, { envelope: mail.message.getEnvelope(), response: answers.shift() }),
  };
  const session = await openTransportSession({ name: 'test', transport });
  const message = (await composeTemplate(belarusian())).fill(personal());
  const send = () => session.transact({ from: 'bounce+a@bounces.example.org', to: 'reader@example.net' }, message);
  expect(await send()).toMatchObject({ state: 'sent', answer: 'accepted', relayId: idOf(7) });
  expect(await send()).toMatchObject({ state: 'sent', answer: 'accepted' });
  const last = await send();
  expect([last.answer, last.relayId]).toEqual(['Queued.', undefined]);
});

onBothDatabases(fresh => {
  it.each(['fast', 'slow'])(
    'the %s lane keeps the id of what was accepted, and the stored answer is without it',
    async lane => {
      const [store, relay] = [await fresh.store(), await ses()];
      await addReaders(store, 3);
      await approve(store);
      await run(store, relay, { settings: { relay: readRelayUrl(`${relay.url}?lane=${lane}`), connections: 1 } });
      const kept = await rows(store);
      expect(kept.map(row => row.relay_id).toSorted()).toEqual([1, 2, 3].map(idOf));
      expect(kept.map(row => row.answer)).toEqual(Array(3).fill('250 Ok [hidden]'));
    },
  );

  it('an event is known by the id, without our token; where the id is not known the token does', async () => {
    const [store, relay] = [await fresh.store(), await ses()];
    await addReaders(store, 3);
    await approve(store);
    await run(store, relay, { settings: { connections: 1 } });
    const [first, second] = await rows(store);
    const byId = { relayId: first?.relay_id ?? '', report: report([]) };
    expect(await applyRelayReport(store, byId, { now })).toMatchObject({ effect: 'removed', list: 'en' });
    expect(await applyRelayReport(store, byId, { now })).toMatchObject({ effect: 'known' });
    const token = mintBounceToken(store.ring, second?.bytes ?? Buffer.alloc(16));
    const other = { relayId: idOf(9), report: report([token]) };
    expect(await applyRelayReport(store, other, { now })).toMatchObject({ effect: 'removed' });
    const strange = { relayId: idOf(9), report: report([]) };
    expect(await applyRelayReport(store, strange, { now })).toMatchObject({ effect: 'unproven' });
    const states = await store.db.selectFrom('subscribers').select('state').orderBy('state').execute();
    expect(states.map(({ state }) => state)).toEqual(['active', 'bounced', 'bounced']);
  });

  it('forgetting somebody takes the id and what the relay said with it, and what it tells later finds nobody', async () => {
    const [store, relay] = [await fresh.store(), await ses()];
    await addReaders(store, 2);
    await approve(store);
    await run(store, relay, { settings: { connections: 1 } });
    const ref = (await findByAddress(store, 'reader1@example.org'))?.ref ?? Buffer.alloc(16);
    const data = await personalData(store, ref);
    const relayId = data?.issues[0]?.relayId ?? '';
    expect(relayId).toMatch(/^0102/);
    await forget(store, ref, { keepHash: false, now });
    expect((await rows(store)).map(row => row.relay_id)).not.toContain(relayId);
    expect((await rows(store)).filter(row => row.answer === null && row.state === 'sent')).toHaveLength(1);
    expect(await applyRelayReport(store, { relayId, report: report([]) }, { now })).toMatchObject({
      effect: 'unproven',
    });
  });

  it('the id of somebody who was forgotten while their mail was on the wire is not kept', async () => {
    const store = await fresh.store();
    await addReaders(store, 1);
    await approve(store);
    const [claim] = await claimDeliveries(store, { worker: 1, limit: 1, now, leaseMs: 60_000 });
    const id = claim?.id ?? 0;
    await markSending(store, { worker: 1, ids: [id], now });
    await forget(store, claim?.subscriberRef ?? Buffer.alloc(16), { keepHash: false, now });
    const outcomes = [{ id, state: 'sent', answer: '250 Ok [hidden]', relayId: idOf(1) } as const];
    expect(await settleDeliveries(store, { worker: 1, outcomes, now })).toBe(1);
    expect(await rows(store)).toMatchObject([{ state: 'sent', relay_id: null, answer: null }]);
  });
});
