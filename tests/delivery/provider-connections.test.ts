import { describe, expect, it } from 'vitest';
import { roomOnConnections } from '#delivery/provider-connections.ts';
import type { Provider } from '#store/provider.ts';
import { addSubscribers } from '#store/subscriber-admission.ts';
import { startRelay } from '../smtp-relay.ts';
import { now, onBothDatabases } from '../store/both-databases.ts';
import { addReaders, approve, person } from '../store/people.ts';
import { run } from './run.ts';

const times = (count: number, provider: Provider): Provider[] => Array.from({ length: count }, () => provider);
const room = (of: Partial<Record<Provider, number>>, onWay: readonly Provider[], more: object = {}) =>
  Object.fromEntries(
    roomOnConnections({
      ...{ room: new Map(Object.entries(of).map(([name, count]) => [nameOf(name), count])), onWay },
      ...{ connections: 10, limits: {}, senders: 1, ...more },
    }),
  );
const nameOf = (name: string): Provider => (name === 'google' ? 'google' : name === 'yahoo' ? 'yahoo' : 'other');

describe('room on the connections', () => {
  it('is all of it for a provider that is alone, three quarters beside others', () => {
    expect(room({ google: 30 }, times(4, 'google'))).toEqual({ google: 30 });
    expect(room({ google: 30, other: 30 }, times(4, 'google'))).toEqual({ google: 3, other: 7 });
    expect(room({ google: 30, other: 2 }, times(7, 'google'))).toEqual({ other: 2 });
    expect(room({ google: 30, other: 30 }, [], { connections: 1 })).toEqual({ google: 1, other: 1 });
  });

  it('of a provider with a limit ends there, one before all connections at the latest, and is shared by senders', () => {
    const limits = { google: 4, yahoo: 50 };
    expect(room({ google: 30 }, times(1, 'google'), { limits })).toEqual({ google: 3 });
    expect(room({ google: 30 }, times(1, 'google'), { limits, senders: 2 })).toEqual({ google: 1 });
    expect(room({ google: 30 }, [], { limits, senders: 9 })).toEqual({ google: 1 });
    expect(room({ yahoo: 30 }, [], { limits })).toEqual({ yahoo: 9 });
    expect(room({ google: 30 }, [], { limits: { google: 0 } })).toEqual({ google: 30 });
  });
});

onBothDatabases(fresh => {
  it('a provider whose servers never answer holds its connections, and the others pass it by', async () => {
    const [relay, store] = [await startRelay(), await fresh.store()];
    const slow = Array.from({ length: 30 }, (_, at) => person(`reader${at}@gmail.com`));
    await addSubscribers(store, slow, now);
    await addReaders(store, 30);
    await approve(store);
    const isSlow = (to: string): boolean => to.endsWith('@gmail.com');
    let [waiting, most] = [0, 0];
    relay.script.rcpt = to => {
      if (!isSlow(to)) return undefined;
      waiting += 1;
      most = Math.max(most, waiting);
      return 'silent';
    };
    const stop = new AbortController();
    const settings = { connections: 4, providerConnections: { google: 2 } };
    const sending = run(store, relay, { signal: stop.signal, graceMs: 0, settings });
    // On each of the two connections somebody may stand behind the one that is not answered.
    await relay.whenTaken(28);
    stop.abort();
    await sending;
    await relay.stop();
    expect(relay.taken.filter(({ to }) => isSlow(to[0] ?? ''))).toEqual([]);
    expect(most).toBeGreaterThan(0);
    expect(most).toBeLessThanOrEqual(2);
  });
});
