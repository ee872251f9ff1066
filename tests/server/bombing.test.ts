import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { translator } from '#i18n/translator.ts';
import { clientOf } from '#server/client.ts';
import { registrableDomain } from '#server/registrable-domain.ts';
import { memoryLimits } from '#server/sign-up-limits.ts';
import { type DoorServer, form, startDoors } from './door-server.ts';

let doors: DoorServer;
beforeEach(async () => {
  doors = await startDoors({ trustedHops: 1 });
});
afterEach(() => doors.stop());

function sign(email: string, client: string): Promise<Response> {
  return doors.ask('/subscribe', form({ email, list: 'be', language: 'be' }, { 'x-forwarded-for': client }));
}

/** A thousand sign-ups, twenty at a time; how many of each status. */
async function bomb(next: (at: number) => Promise<Response>): Promise<Record<number, number>> {
  const counts: Record<number, number> = {};
  for (let at = 0; at < 1000; at += 20) {
    const answers = await Promise.all(Array.from({ length: 20 }, (_, more) => next(at + more)));
    for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1;
  }
  return counts;
}

describe('a thousand sign-ups', () => {
  it('from one client write thirty mails, and then its reader is told', async () => {
    const counts = await bomb(at => sign(`reader${at}@site${at}.example`, '203.0.113.7'));
    expect(counts).toEqual({ 303: 30, 429: 970 });
    expect(await doors.outbox()).toHaveLength(30);
    const told = await sign('one-more@example.org', '203.0.113.7');
    expect(await told.text()).toContain(translator('be')('joining.many.text'));
    expect((await sign('another@example.org', '203.0.113.8')).status).toBe(303);
  });

  it('of one address by a thousand clients write one mail, and nobody is told', async () => {
    const counts = await bomb(at => sign('victim@example.org', `203.0.${at >> 8}.${at % 256}`));
    expect(counts).toEqual({ 303: 1000 });
    expect(await doors.outbox()).toHaveLength(1);
  });

  it('of one mailbox in every spelling write three mails at most', async () => {
    const spell = (at: number): string => {
      const dots = [...'victim'].map((letter, index) => ((at >> index) & 1 ? `${letter}.` : letter)).join('');
      const local = dots.replace(/\.$/, '').replace('v', at % 2 === 0 ? 'v' : 'V');
      return at % 3 === 0 ? `${local}+${at}@example.org` : `${local}@${at % 5 === 0 ? 'EXAMPLE.org.' : 'example.org'}`;
    };
    const counts = await bomb(at => sign(spell(at), `203.0.${at >> 8}.${at % 256}`));
    expect(counts).toEqual({ 303: 1000 });
    const mailed = await doors.outbox();
    expect(mailed.length).toBeGreaterThan(0);
    expect(mailed.length).toBeLessThanOrEqual(3);
  });

  it('of one domain in both of its spellings write a hundred mails, and nobody is told', async () => {
    const domains = ['пошта.бел', 'xn--80a1acn3a.xn--90ais'];
    const counts = await bomb(at => sign(`reader${at}@${domains[at % 2]}`, `203.0.${at >> 8}.${at % 256}`));
    expect(counts).toEqual({ 303: 1000 });
    expect(await doors.outbox()).toHaveLength(100);
  });
});

describe('limits of a domain', () => {
  it('count every name below it, as somebody may make as many as they like', async () => {
    const limits = memoryLimits(() => new Date('2024-04-22T09:00:00Z'));
    for (let at = 0; at < 100; at += 1)
      expect(await limits.admitsAddress(`reader@host${at}.evil.example`), String(at)).toBe(true);
    expect(await limits.admitsAddress('reader@other.evil.example')).toBe(false);
    expect(await limits.admitsAddress('reader@good.example')).toBe(true);
  });

  it.each([
    ['example.org', 'example.org'],
    ['a.b.example.org', 'example.org'],
    ['mail.example.co.uk', 'example.co.uk'],
    ['mail.example.com.ua', 'example.com.ua'],
    ['a.co.example', 'co.example'],
    ['xn--80a1acny.xn--90ais', 'xn--80a1acny.xn--90ais'],
  ])('of %s go by %s', (domain, registrable) => expect(registrableDomain(domain)).toBe(registrable));
});

describe('a proxy that is not trusted', () => {
  it('is named to the operator once, and what it says is not believed', async () => {
    const own = await startDoors();
    for (const client of ['203.0.113.7', '203.0.113.8', '203.0.113.9'])
      await own.ask('/subscribe', form({ email: '', list: 'be' }, { 'x-forwarded-for': client }));
    expect(own.errors).toEqual([expect.stringContaining('VESNIK_TRUST_PROXY')]);
    expect(own.errors.join()).not.toContain('203.0.113');
    await own.stop();
  });
});

describe('a client', () => {
  const forwarded = (value: string): Headers => new Headers({ 'x-forwarded-for': value });

  it('is the address that the first trusted proxy saw, and nothing that the client says of itself', () => {
    const peer = { remoteAddress: '::ffff:127.0.0.1' };
    expect(clientOf(forwarded('203.0.113.7'), peer, 0)).toBe('127.0.0.1');
    expect(clientOf(forwarded('6.6.6.6, 203.0.113.7'), peer, 1)).toBe('203.0.113.7');
    expect(clientOf(forwarded('6.6.6.6, 203.0.113.7, 10.0.0.1'), peer, 2)).toBe('203.0.113.7');
    expect(clientOf(new Headers(), peer, 1)).toBe('127.0.0.1');
    expect(clientOf(new Headers(), undefined, 0)).toBeUndefined();
  });

  it('is the same by whichever port it comes, where a proxy writes that down, too', () => {
    const seen = (value: string) => clientOf(forwarded(value), undefined, 1);
    expect(['203.0.113.7', '203.0.113.7:51324', '203.0.113.7:443'].map(seen)).toEqual(Array(3).fill('203.0.113.7'));
    const network = '2001:db8:0:7::/64';
    expect(['2001:db8:0:7::1', '[2001:db8:0:7::2]:443', '[2001:db8:0:7::3]'].map(seen)).toEqual(Array(3).fill(network));
  });

  it('with IPv6 is its whole network', () => {
    const [one, two, other] = ['2001:db8:0:7::1', '2001:0db8:0000:0007:ffff:ffff:ffff:ffff', '2001:db8:0:8::1'];
    const seen = [one, two, other].map(remoteAddress => clientOf(new Headers(), { remoteAddress }, 0));
    expect(seen).toEqual(['2001:db8:0:7::/64', '2001:db8:0:7::/64', '2001:db8:0:8::/64']);
    expect(clientOf(new Headers(), { remoteAddress: '::1' }, 0)).toBe('0:0:0:0::/64');
  });

  it('that has many networks of IPv6 counts as one above them', async () => {
    const limits = memoryLimits(() => new Date('2024-04-22T09:00:00Z'));
    const ask = (at: number, site = 0) => limits.admitsClient(`2001:db8:${site}:${at.toString(16)}::/64`);
    for (let at = 0; at < 200; at += 1) expect(await ask(at)).toBe(true);
    expect(await ask(200)).toBe(false);
    expect(await ask(201, 1)).toBe(true);
  });

  it('is known by a hash whose key is gone after a day', async () => {
    let now = new Date('2024-04-22T09:00:00Z');
    const limits = memoryLimits(() => now);
    const ask = (): Promise<boolean> => limits.admitsClient('203.0.113.7');
    for (let time = 0; time < 30; time += 1) expect(await ask()).toBe(true);
    expect(await ask()).toBe(false);
    now = new Date('2024-04-23T09:00:00Z');
    expect(await ask()).toBe(true);
  });
});
