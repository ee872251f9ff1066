import { isIPv6 } from 'node:net';

/** What the listener knows of a connection. */
export interface Connection {
  readonly remoteAddress?: string | undefined;
}

/**
 * Who asks, for limits alone: never logged, never stored. Behind `trustedHops` proxies of one's own the address that the first of
 * them saw, from the end of X-Forwarded-For; without them what that header says is anybody's word. An IPv6 address stands for
 * its /64, which is one household.
 */
export function clientOf(
  headers: Headers,
  connection: Connection | undefined,
  trustedHops: number,
): string | undefined {
  const forwarded = (headers.get('x-forwarded-for') ?? '').split(',').map(each => each.trim());
  const seen = trustedHops === 0 ? undefined : forwarded.at(-trustedHops);
  const address = withoutPort(seen || connection?.remoteAddress || '')
    .replace(/^::ffff:(?=\d+\.)/i, '')
    .replace(/%.*$/, '');
  if (!isIPv6(address)) return address === '' ? undefined : address;
  return `${groups(address).slice(0, 4).join(':')}::/64`;
}

/** Whether a proxy on this machine speaks for readers though none is trusted: then all of them share one limit. */
export function isUntrustedProxy(headers: Headers, connection: Connection | undefined, trustedHops: number): boolean {
  const isLocal = /^(?:::ffff:)?127\.|^::1$/.test(connection?.remoteAddress ?? '');
  return trustedHops === 0 && isLocal && headers.has('x-forwarded-for');
}

// Some proxies write the port down, another one for each connection: `203.0.113.7:51324`, `[2001:db8::1]:443`.
function withoutPort(address: string): string {
  const [, bracketed] = /^\[(.*)\](?::\d+)?$/.exec(address) ?? [];
  return bracketed ?? address.replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1');
}

/** The eight groups of an IPv6 address, `::` written out. */
function groups(address: string): string[] {
  const [head = '', tail] = address.toLowerCase().split('::');
  const [before, after] = [head, tail ?? ''].map(part => (part === '' ? [] : part.split(':')));
  const zeros = Array.from({ length: Math.max(0, 8 - (before?.length ?? 0) - (after?.length ?? 0)) }, () => '0');
  return [...(before ?? []), ...(tail === undefined ? [] : zeros), ...(after ?? [])].map(group =>
    group.replace(/^0+(?=.)/, ''),
  );
}
