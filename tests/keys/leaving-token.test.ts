import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { mintBounceToken, openBounceToken } from '#keys/bounce-token.ts';
import { mintLeavingToken, openLeavingToken } from '#keys/leaving-token.ts';
import { freshRing } from './ring.ts';

const { ring, rotated } = freshRing();
const ref = randomBytes(16);

it('the token of an address to leave by is 40 lower-case characters and opens to the reader, in capitals too', () => {
  const token = mintLeavingToken(ring, ref);
  expect(token).toMatch(/^[a-z2-7]{40}$/);
  expect(openLeavingToken(ring, token)).toEqual(ref);
  expect(openLeavingToken(ring, token.toUpperCase())).toEqual(ref);
});

it('the reference cannot be seen in it, and two readers have nothing in common', () => {
  const tokens = Array.from({ length: 64 }, (_, at) => mintLeavingToken(ring, Buffer.alloc(16, at)));
  expect(new Set(tokens.map(token => token.slice(8, 16))).size).toBe(64);
});

it('changed in any character, cut off, foreign, or made for a bounce it does not open', () => {
  const token = mintLeavingToken(ring, ref);
  for (let at = 0; at < token.length; at += 1) {
    const other = token[at] === 'a' ? 'b' : 'a';
    expect(openLeavingToken(ring, token.slice(0, at) + other + token.slice(at + 1))).toBeUndefined();
  }
  for (const forged of ['', token.slice(1), `${token}a`, 'a'.repeat(40), '1'.repeat(40)])
    expect(openLeavingToken(ring, forged)).toBeUndefined();
  expect(openLeavingToken(ring, mintLeavingToken(freshRing().ring, ref))).toBeUndefined();
  expect(openLeavingToken(ring, mintBounceToken(ring, ref))).toBeUndefined();
  expect(openBounceToken(ring, token)).toBeUndefined();
});

it('opens after the token key was rotated', () => {
  expect(openLeavingToken(rotated(), mintLeavingToken(ring, ref))).toEqual(ref);
});
