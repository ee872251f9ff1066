import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { linkPurposes } from '#keys/key-ring.ts';
import { mintLinkToken, openLinkToken } from '#keys/link-token.ts';
import { slots } from '#slots.ts';
import { freshRing } from './ring.ts';

const { ring, rotated } = freshRing();
const delivery = randomBytes(16);
const subscriber = randomBytes(16);

describe('the token of a personal link', () => {
  it.each(linkPurposes)('for %s fits its slot, opens to the subscriber, and for no other purpose', purpose => {
    const token = mintLinkToken(ring, purpose, delivery, subscriber);
    expect(token).toMatch(/^[A-Za-z0-9_-]+$/);
    expect(token).toHaveLength(slots.unsubscribeToken.width);
    expect(openLinkToken(ring, purpose, token)).toEqual(subscriber);
    for (const other of linkPurposes.filter(name => name !== purpose)) {
      expect(openLinkToken(ring, other, token)).toBeUndefined();
    }
  });

  it('is the same for the same delivery, so a retry has the same links', () => {
    const mint = (bytes: Buffer, ref: Buffer): string => mintLinkToken(ring, 'unsubscribe', bytes, ref);
    expect(mint(delivery, subscriber)).toBe(mint(delivery, subscriber));
    expect(mint(randomBytes(16), subscriber)).not.toBe(mint(delivery, subscriber));
    expect(mint(delivery, subscriber)).not.toContain(subscriber.toString('base64url').slice(0, 8));
  });

  it('changed in any character, cut off, lengthened or foreign does not open', () => {
    const token = mintLinkToken(ring, 'unsubscribe', delivery, subscriber);
    const open = (text: string): unknown => openLinkToken(ring, 'unsubscribe', text);
    for (let at = 0; at < token.length; at += 1) {
      const other = token[at] === 'A' ? 'B' : 'A';
      expect(open(token.slice(0, at) + other + token.slice(at + 1))).toBeUndefined();
    }
    for (const forged of [
      '',
      token.slice(0, -1),
      `${token}A`,
      `${token}=`,
      ` ${token}`,
      `${token}\n`,
      'A'.repeat(60),
      '__proto__',
    ]) {
      expect(open(forged)).toBeUndefined();
    }
    const foreign = mintLinkToken(freshRing().ring, 'unsubscribe', delivery, subscriber);
    expect(open(foreign)).toBeUndefined();
  });

  it('swapped in its parts between two subscribers does not open', () => {
    const one = mintLinkToken(ring, 'unsubscribe', delivery, subscriber);
    const two = mintLinkToken(ring, 'unsubscribe', randomBytes(16), randomBytes(16));
    for (let cut = 4; cut < 60; cut += 4) {
      expect(openLinkToken(ring, 'unsubscribe', one.slice(0, cut) + two.slice(cut))).toBeUndefined();
    }
  });

  it('opens for ever, also after the token key was rotated', () => {
    const old = mintLinkToken(ring, 'preferences', delivery, subscriber);
    const newer = mintLinkToken(rotated(), 'preferences', delivery, subscriber);
    expect(newer).not.toBe(old);
    expect(openLinkToken(rotated(), 'preferences', old)).toEqual(subscriber);
  });

  it('is made of 16 and 16 bytes only', () => {
    expect(() => mintLinkToken(ring, 'confirm', randomBytes(12), subscriber)).toThrow(RangeError);
    expect(() => mintLinkToken(ring, 'confirm', delivery, randomBytes(8))).toThrow(RangeError);
  });
});
