import { createHmac, randomBytes } from 'node:crypto';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { sameness } from '#keys/address.ts';
import type { Store } from '#store/open.ts';
import { providerOf } from '#store/provider.ts';
import { type CountKind, countSignUp, longestWindowMs } from '#store/sign-up-counts.ts';
import { registrableDomain } from './registrable-domain.ts';

/** How often the door may be used. */
export interface SignUpLimits {
  /** False: so many came from this client that its reader may be told. Undefined, where nobody knows the client, shares one count. */
  admitsClient(client: string | undefined): Promise<boolean>;
  /** False: so many asked for this mailbox, or for its domain. Never to be seen in an answer: it would tell of other people. */
  admitsAddress(address: string): Promise<boolean>;
}

interface Limit {
  readonly most: number;
  readonly windowMs: number;
}

const hourMs = 60 * 60 * 1000;
const dayMs = 24 * hourMs;

const limits: Readonly<Record<CountKind, Limit>> = {
  // A family, an office or an exit node of Tor may sign up in one evening; a list of a thousand addresses may not.
  client: { most: 30, windowMs: hourMs },
  // Whoever rents one machine may have a /48 of IPv6, with 65,536 networks that each look like a household.
  network: { most: 200, windowMs: hourMs },
  // The database lets one mail a day through for an address. Here dots and plus signs are one mailbox.
  mailbox: { most: 3, windowMs: longestWindowMs },
  large: { most: 1000, windowMs: hourMs },
  domain: { most: 100, windowMs: hourMs },
};

/** On PostgreSQL several servers may answer at one address, so they count together; on SQLite each one counts in its memory. */
export function signUpLimits(store: Store, now: () => Date): SignUpLimits {
  return store.dialect.name === 'postgres' ? sharedLimits(store, now) : memoryLimits(now);
}

/**
 * Counts in this process's memory and nowhere else, under a key that is thrown away after a day: whoever reads the memory later finds no
 * address and no IP.
 */
export function memoryLimits(now: () => Date): SignUpLimits {
  const limiter = (kind: CountKind): RateLimiterMemory => {
    const { most, windowMs } = limits[kind];
    return new RateLimiterMemory({ keyPrefix: kind, points: most, duration: windowMs / 1000 });
  };
  const limiters: Readonly<Record<CountKind, RateLimiterMemory>> = {
    client: limiter('client'),
    network: limiter('network'),
    mailbox: limiter('mailbox'),
    large: limiter('large'),
    domain: limiter('domain'),
  };
  let key = { bytes: randomBytes(32), madeAt: now().getTime() };
  return limitsBy(async (kind, what) => {
    if (Math.abs(now().getTime() - key.madeAt) >= dayMs) key = { bytes: randomBytes(32), madeAt: now().getTime() };
    const hash = createHmac('sha256', key.bytes).update(what).digest('base64url');
    const answer = await limiters[kind].consume(hash).catch((refusal: unknown) => refusal);
    // Refusals are thrown, and so is what went wrong.
    if (answer instanceof RateLimiterRes) return answer.consumedPoints;
    throw answer;
  });
}

/** Counts in the database, for all servers that share it: keyed hashes, whose key changes every day and whose rows vanish within one. */
function sharedLimits(store: Store, now: () => Date): SignUpLimits {
  return limitsBy((kind, what) => countSignUp(store, { kind, what }, { windowMs: limits[kind].windowMs, now: now() }));
}

/** `count`: how many there were of something in its window, this one included. */
function limitsBy(count: (kind: CountKind, what: string) => Promise<number>): SignUpLimits {
  const admits = async (kind: CountKind, what: string): Promise<boolean> =>
    (await count(kind, what)) <= limits[kind].most;
  return {
    admitsClient: async client => {
      // Both are counted, whichever refuses.
      const ofNetwork = client?.endsWith('::/64') === true ? await admits('network', networkOf(client)) : true;
      return (await admits('client', client ?? '')) && ofNetwork;
    },
    admitsAddress: async address => {
      const { mailbox, domain } = parts(address);
      // Both are counted, whichever refuses.
      const ofDomain = await (providerOf(domain) === 'other'
        ? admits('domain', registrableDomain(domain))
        : admits('large', domain));
      return (await admits('mailbox', mailbox)) && ofDomain;
    },
  };
}

/** The /48 of a /64 as `clientOf` writes it. */
function networkOf(client: string): string {
  return `${client.split(':').slice(0, 3).join(':')}::/48`;
}

/** For counting only: what many providers deliver to one mailbox. Who is subscribed is never decided by it. */
function parts(address: string): { readonly mailbox: string; readonly domain: string } {
  const same = sameness(address);
  const at = same.lastIndexOf('@');
  const local = same.slice(0, at).replace(/\+.*$/, '').replaceAll('.', '');
  const domain = same.slice(at + 1);
  return { mailbox: `${local}@${domain}`, domain };
}
