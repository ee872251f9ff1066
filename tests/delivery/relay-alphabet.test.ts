import { afterEach, expect, test } from 'vitest';
import { readRelayUrl } from '#delivery/relay-address.ts';
import { relayAlphabet } from '#delivery/relay-alphabet.ts';
import { type Relay, type RelayScript, startRelay } from '../smtp-relay.ts';

const relays: Relay[] = [];
afterEach(async () => {
  for (const relay of relays.splice(0)) await relay.stop();
});

async function asked(script: RelayScript = {}) {
  const relay = await startRelay(script);
  relays.push(relay);
  let moment = Date.parse('2024-04-15T09:00:00Z');
  const clock = { now: () => new Date(moment), wait: async () => {} };
  const limits = { openMs: 2_000, messageMs: 2_000 };
  const takes = relayAlphabet({ relay: readRelayUrl(relay.url), clock, limits });
  const later = (minutes: number): void => {
    moment += minutes * 60_000;
  };
  return { relay, takes, later };
}

test('a relay is asked once for all who want to know at the same time, and not again within the hour', async () => {
  const { relay, takes, later } = await asked({ extensions: ['SMTPUTF8'] });
  expect(await Promise.all([takes(), takes(), takes()])).toEqual([true, true, true]);
  later(59);
  expect(await takes()).toBe(true);
  expect(relay.connections()).toBe(1);
});

test('what it said stands while it is asked anew, and then what it says now', async () => {
  const { relay, takes, later } = await asked({ extensions: ['PIPELINING'] });
  expect(await takes()).toBe(false);
  relay.script.extensions = ['SMTPUTF8'];
  later(61);
  expect(await takes()).toBe(false);
  await expect.poll(takes).toBe(true);
  expect(relay.connections()).toBe(2);
});

test('one that is away takes nothing, and is asked again after a minute', async () => {
  const { relay, takes, later } = await asked({ greeting: '421 later', extensions: ['SMTPUTF8'] });
  expect(await takes()).toBe(false);
  relay.script.greeting = '220 here again';
  expect(await takes()).toBe(false);
  expect(relay.connections()).toBe(1);
  later(2);
  expect(await takes()).toBe(true);
});
