import type { Store } from '#store/open.ts';
import { type PaceScope, raisePaces, readPaces, slowDown } from '#store/paces.ts';
import { type Provider, providers } from '#store/provider.ts';
import { paceOf } from './answer-sense.ts';
import { type Bucket, createBucket } from './bucket.ts';
import type { Clock } from './clock.ts';
import { watchSenders } from './sender-watch.ts';

/** Messages a second to single providers; 0 or absent: as fast as all mail. */
export type ProviderRates = Readonly<Partial<Record<Provider, number>>>;

/** How fast this sender may go, as its part of what all senders of the database may. */
export interface SharedPace {
  /** How many messages to each of these may go now; none of a provider whose time has not come. */
  room(wanted: Iterable<Provider>): ReadonlyMap<Provider, number>;
  /** How many messages may go now, whoever they are for. */
  roomForAll(): number;
  take(provider: Provider): void;
  /** How many senders share it, one at least. */
  senders(): number;
  /** How many messages to a provider go in a minute, one at least. */
  rowsOfMinute(provider: Provider): number;
  /** Until there may be room again for one of these. */
  waitMs(wanted: Iterable<Provider>): number;
  /** An attempt ended: a relay that asks for patience gets it. */
  note(provider: Provider, state: 'sent' | 'deferred' | 'failed' | 'uncertain', answer: string): void;
  /** Reads how fast all may go and tells others what this sender has seen; call it about once a second. */
  refresh(): Promise<void>;
}

interface SharedPaceParts {
  readonly store: Store;
  /** Messages a second in all; 0: no limit. */
  readonly rate: number;
  readonly providerRates?: ProviderRates | undefined;
  readonly clock: Clock;
}

/** Looks after which a silent sender gives its part back to the others: a minute and a half. */
const deadAfterLooks = 90;
const signsOfOthers = 3;

/**
 * The limits of the settings, divided by the number of senders alive, and slowed down further by what relays answer: halved at a sign,
 * given back by tenths. What was slowed down is in the database: every sender keeps to it, also after a restart. A sender that was killed
 * holds nothing that others miss but its part, for a minute and a half.
 */
export function createSharedPace({ store, rate, providerRates = {}, clock }: SharedPaceParts): SharedPace {
  const all = createBucket();
  const buckets = new Map<Provider, Bucket>(providers.map(provider => [provider, createBucket()]));
  const of = (provider: Provider): Bucket => buckets.get(provider) ?? all;
  const full = (scope: PaceScope): number | undefined => {
    const limit = scope === 'all' ? rate : (providerRates[scope] ?? 0);
    return limit > 0 ? limit : undefined;
  };
  const senders = watchSenders(store, deadAfterLooks);
  const signs = new Map<PaceScope, number>();
  const gone = new Map<PaceScope, number>();
  let speeds = new Map<PaceScope, number>();
  let share = 1;
  let measuredAt = clock.now().getTime();

  const setRates = (slowed: ReadonlyMap<string, number>): void => {
    for (const [scope, bucket] of [['all', all] as const, ...buckets]) {
      const least = [full(scope), slowed.get(scope)].filter(limit => limit !== undefined);
      bucket.setRate(least.length === 0 ? undefined : Math.min(...least) / share);
    }
  };
  setRates(new Map());

  // Messages a second since the last look; a speed that was reached counts for some seconds.
  const measure = (): void => {
    const now = clock.now().getTime();
    const seconds = Math.max(1, (now - measuredAt) / 1000);
    measuredAt = now;
    const scopes = new Set([...gone.keys(), ...speeds.keys()]);
    speeds = new Map(
      [...scopes].map(scope => [scope, Math.max((gone.get(scope) ?? 0) / seconds, (speeds.get(scope) ?? 0) * 0.8)]),
    );
    gone.clear();
  };

  return {
    room: wanted => {
      const now = clock.now();
      const rooms = [...wanted].map(provider => [provider, of(provider).held(now)] as const);
      return new Map(rooms.filter(([, count]) => count >= 1));
    },
    roomForAll: () => all.held(clock.now()),
    take: provider => {
      all.take(1);
      of(provider).take(1);
    },
    senders: () => share,
    rowsOfMinute: provider => Math.max(1, Math.round(60 * (of(provider).rate() ?? Number.POSITIVE_INFINITY))),
    waitMs: wanted => Math.max(all.waitMs(), Math.min(...[...wanted].map(provider => of(provider).waitMs()))),
    note: (provider, state, answer) => {
      for (const scope of [provider, 'all'] as const) gone.set(scope, (gone.get(scope) ?? 0) + 1);
      const scope = state === 'deferred' ? paceOf(answer, provider) : undefined;
      if (scope !== undefined) signs.set(scope, (signs.get(scope) ?? 0) + 1);
    },
    refresh: async () => {
      measure();
      for (const [scope, count] of signs) {
        // `other` is many servers, and one of them may be full: it takes several signs within a minute or so.
        const isEnough = scope !== 'other' || count >= signsOfOthers;
        if (isEnough) signs.delete(scope);
        else signs.set(scope, count * 0.97);
        if (!isEnough) continue;
        const speed = Math.max(1, (speeds.get(scope) ?? 1) * share);
        const limit = full(scope);
        await slowDown(store, {
          ...{ scope, now: clock.now() },
          rate: limit === undefined ? speed : Math.min(limit, speed),
          full: limit ?? 2 * speed,
        });
      }
      share = Math.max(1, await senders.look());
      const slowed = await readPaces(store);
      if (slowed.size > 0) await raisePaces(store, clock.now());
      setRates(slowed);
    },
  };
}
