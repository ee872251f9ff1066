import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { base32, fromBase32 } from '#keys/base32.ts';
import { mintBounceToken, openBounceToken } from '#keys/bounce-token.ts';
import { freshRing } from './ring.ts';

const { ring, rotated } = freshRing();
const delivery = randomBytes(16);

describe('the token of an envelope sender', () => {
  it('is 40 lower-case characters and opens to the delivery, in capitals too', () => {
    const token = mintBounceToken(ring, delivery);
    expect(token).toMatch(/^[a-z2-7]{40}$/);
    expect(openBounceToken(ring, token)).toEqual(delivery);
    expect(openBounceToken(ring, token.toUpperCase())).toEqual(delivery);
    expect(mintBounceToken(ring, delivery)).toBe(token);
  });

  it('changed in any character, cut off or foreign does not open', () => {
    const token = mintBounceToken(ring, delivery);
    for (let at = 0; at < token.length; at += 1) {
      const other = token[at] === 'a' ? 'b' : 'a';
      expect(openBounceToken(ring, token.slice(0, at) + other + token.slice(at + 1))).toBeUndefined();
    }
    for (const forged of ['', token.slice(1), `${token}a`, 'a'.repeat(40), '1'.repeat(40)]) {
      expect(openBounceToken(ring, forged)).toBeUndefined();
    }
    expect(openBounceToken(ring, mintBounceToken(freshRing().ring, delivery))).toBeUndefined();
  });

  it('opens after the token key was rotated', () => {
    expect(openBounceToken(rotated(), mintBounceToken(ring, delivery))).toEqual(delivery);
    expect(openBounceToken(ring, mintBounceToken(rotated(), delivery))).toBeUndefined();
  });
});

describe('base32', () => {
  it.each([
    ['fooba', 'mzxw6ytb'],
    ['', ''],
    ['\xff\xff\xff\xff\xff', '77777777'],
  ])('writes %j as RFC 4648 does', (text, encoded) => {
    expect(base32(Buffer.from(text, 'latin1'))).toBe(encoded);
  });

  it('gives every group of five bytes back', () => {
    const groups = fc.array(fc.uint8Array({ minLength: 5, maxLength: 5 })).map(parts => Buffer.concat(parts));
    fc.assert(fc.property(groups, bytes => fromBase32(base32(bytes))?.equals(bytes) === true));
    expect(fromBase32('a')).toBeUndefined();
    expect(() => base32(Buffer.from('four'))).toThrow(RangeError);
  });
});
