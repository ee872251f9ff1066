import type { Provider } from '#store/provider.ts';

/** How many messages to single providers may be on their way at once, over all senders; 0 or absent: as many as connections allow. */
export type ProviderConnections = Readonly<Partial<Record<Provider, number>>>;

interface Wires {
  /** What pace lets through, by provider. */
  readonly room: ReadonlyMap<Provider, number>;
  /** Providers of the messages that have been marked and have not ended. */
  readonly onWay: Iterable<Provider>;
  readonly connections: number;
  readonly limits: ProviderConnections;
  /** Senders alive: each has its part of a limit. */
  readonly senders: number;
}

/**
 * How many messages to each provider may begin, so that one whose servers answer slowly never holds every connection: where others
 * have mail that could go it has three quarters of them at most, and a provider with a limit of its own one less than all. Providers
 * that must wait for one of their messages to end are not in it.
 */
export function roomOnConnections({ room, onWay, connections, limits, senders }: Wires): ReadonlyMap<Provider, number> {
  const busy = new Map<Provider, number>();
  for (const provider of onWay) busy.set(provider, (busy.get(provider) ?? 0) + 1);
  const besideOthers = room.size > 1 ? atLeastOne((connections * 3) / 4) : Number.POSITIVE_INFINITY;
  const most = (provider: Provider): number => {
    const limit = limits[provider] ?? 0;
    const own = limit > 0 ? atLeastOne(Math.min(limit / senders, connections - 1)) : Number.POSITIVE_INFINITY;
    return Math.min(own, besideOthers);
  };
  const left = [...room].map(
    ([provider, count]) => [provider, Math.min(count, most(provider) - (busy.get(provider) ?? 0))] as const,
  );
  return new Map(left.filter(([, count]) => count >= 1));
}

function atLeastOne(count: number): number {
  return Math.max(1, Math.floor(count));
}
