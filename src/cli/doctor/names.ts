import { Resolver } from 'node:dns/promises';

/** What the DNS says: nothing (`[]`) where there is no such record, undefined where it did not answer. */
type Answer<Value> = readonly Value[] | undefined;

/** The DNS, as far as mail depends on it. */
export interface Names {
  /** TXT records, the strings of each joined (RFC 7208, 3.3). */
  texts(name: string): Promise<Answer<string>>;
  /** MX records, the preferred first. */
  exchanges(name: string): Promise<Answer<string>>;
  /** A and AAAA records. */
  addresses(name: string): Promise<Answer<string>>;
  /** PTR records of an address. */
  namesOf(address: string): Promise<Answer<string>>;
}

/** Asks a resolver (`127.0.0.1:5353`), else those of this machine, and again where it does not answer within `patienceMs`. */
export function openNames(resolverAddress?: string, patienceMs = 2000): Names {
  const resolver = new Resolver({ timeout: patienceMs, tries: 2 });
  if (resolverAddress !== undefined) resolver.setServers([resolverAddress]);
  const sorted = async (name: string): Promise<string[]> => {
    const found = await resolver.resolveMx(name);
    return found.toSorted((a, b) => a.priority - b.priority).map(({ exchange }) => exchange);
  };
  return {
    texts: name => answered(resolver.resolveTxt(name).then(records => records.map(strings => strings.join('')))),
    exchanges: name => answered(sorted(name)),
    addresses: async name => {
      const both = await Promise.all([answered(resolver.resolve4(name)), answered(resolver.resolve6(name))]);
      const found = both.flatMap(each => each ?? []);
      return found.length === 0 && both.includes(undefined) ? undefined : found;
    },
    namesOf: address => answered(resolver.reverse(address)),
  };
}

async function answered<Value>(asked: Promise<Value[]>): Promise<Answer<Value>> {
  try {
    return await asked;
  } catch (error) {
    const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined;
    return code === 'ENOTFOUND' || code === 'ENODATA' ? [] : undefined;
  }
}
