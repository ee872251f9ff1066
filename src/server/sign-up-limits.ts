import { createHmac, randomBytes } from 'node:crypto';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { sameness } from '#keys/address.ts';
import { providerOf } from '#store/provider.ts';

/** How often the door may be used. Counts live in this process's memory and nowhere else. */
export interface SignUpLimits {
  /** False: so many came from this client that its reader may be told. Undefined, where nobody knows the client, shares one count. */
  admitsClient(client: string | undefined): Promise<boolean>;
  /** False: so many asked for this mailbox, or for its domain. Never to be seen in an answer: it would tell of other people. */
  admitsAddress(address: string): Promise<boolean>;
}

const hour = 60 * 60;
const day = 24 * hour;

// A family, an office or an exit node of Tor may sign up in one evening; a list of a thousand addresses may not.
const perClient = { points: 30, duration: hour } as const;
// The database lets one mail a day through for an address. Here dots and plus signs are one mailbox.
const perMailbox = { points: 3, duration: day } as const;
const perLargeDomain = { points: 1000, duration: hour } as const;
const perDomain = { points: 100, duration: hour } as const;

/** Keys are hashed under a key that is thrown away after a day: whoever reads the memory later finds no address and no IP. */
export function createLimits(now: () => Date = () => new Date()): SignUpLimits {
  const clients = new RateLimiterMemory({ keyPrefix: 'client', ...perClient });
  const mailboxes = new RateLimiterMemory({ keyPrefix: 'mailbox', ...perMailbox });
  const largeDomains = new RateLimiterMemory({ keyPrefix: 'large', ...perLargeDomain });
  const domains = new RateLimiterMemory({ keyPrefix: 'domain', ...perDomain });
  let key = { bytes: randomBytes(32), madeAt: now().getTime() };
  const hashed = (text: string): string => {
    if (Math.abs(now().getTime() - key.madeAt) >= day * 1000) key = { bytes: randomBytes(32), madeAt: now().getTime() };
    return createHmac('sha256', key.bytes).update(text).digest('base64url');
  };
  return {
    admitsClient: client => admits(clients, hashed(client ?? '')),
    admitsAddress: async address => {
      const { mailbox, domain } = parts(address);
      const ofDomain = providerOf(domain) === 'other' ? domains : largeDomains;
      // Both are counted, whichever refuses.
      const admitted = [await admits(mailboxes, hashed(mailbox)), await admits(ofDomain, hashed(domain))];
      return admitted.every(Boolean);
    },
  };
}

/** For counting only: what many providers deliver to one mailbox. Who is subscribed is never decided by it. */
function parts(address: string): { readonly mailbox: string; readonly domain: string } {
  const same = sameness(address);
  const at = same.lastIndexOf('@');
  const local = same.slice(0, at).replace(/\+.*$/, '').replaceAll('.', '');
  const domain = same.slice(at + 1);
  return { mailbox: `${local}@${domain}`, domain };
}

async function admits(limiter: RateLimiterMemory, key: string): Promise<boolean> {
  try {
    await limiter.consume(key);
    return true;
  } catch (refusal) {
    if (refusal instanceof Error) throw refusal;
    return false;
  }
}
