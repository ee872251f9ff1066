import type { Claim } from '#store/deliveries.ts';
import { type Provider, providers } from '#store/provider.ts';

/** Claimed deliveries, by provider: one that is slow keeps nobody else waiting. */
export interface ClaimPool {
  count(): number;
  /** Providers that have some. */
  stocked(): Provider[];
  /** Providers that have none, but for those that were found to have none a moment ago. */
  wanting(now: Date): Provider[];
  /** What was claimed for these providers; who got none is not asked again for a second. */
  add(claims: readonly Claim[], asked: readonly Provider[], now: Date): void;
  /** Up to so many, in turn from each provider as far as it has room. */
  takeInTurn(count: number, room: ReadonlyMap<Provider, number>): Claim[];
  clear(): void;
}

const askAgainMs = 1000;

export function createClaimPool(): ClaimPool {
  const stock = new Map<Provider, Claim[]>(providers.map(provider => [provider, []]));
  const foundEmptyAt = new Map<Provider, number>();
  const of = (provider: Provider): Claim[] => stock.get(provider) ?? [];
  let turn = 0;
  return {
    count: () => [...stock.values()].reduce((sum, { length }) => sum + length, 0),
    stocked: () => providers.filter(provider => of(provider).length > 0),
    wanting: now =>
      providers.filter(provider => {
        const at = foundEmptyAt.get(provider);
        return of(provider).length === 0 && (at === undefined || Math.abs(now.getTime() - at) >= askAgainMs);
      }),
    add: (claims, asked, now) => {
      for (const claim of claims) of(claim.provider).push(claim);
      for (const provider of asked) {
        if (of(provider).length === 0) foundEmptyAt.set(provider, now.getTime());
        else foundEmptyAt.delete(provider);
      }
    },
    takeInTurn: (count, room) => {
      const left = new Map(room);
      const taken: Claim[] = [];
      for (let idle = 0; taken.length < count && idle < providers.length; turn = (turn + 1) % providers.length) {
        const provider = providers[turn] ?? 'other';
        const more = left.get(provider) ?? 0;
        const claim = more >= 1 ? of(provider).shift() : undefined;
        idle = claim === undefined ? idle + 1 : 0;
        if (claim === undefined) continue;
        left.set(provider, more - 1);
        taken.push(claim);
      }
      return taken;
    },
    clear: () => {
      for (const claims of stock.values()) claims.length = 0;
      foundEmptyAt.clear();
    },
  };
}
