import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { addressIndex } from '#keys/address-index.ts';
import { openAddress, sealAddress } from '#keys/address-seal.ts';
import { freshRing } from './ring.ts';

const ref = randomBytes(16);
const { ring, rotated } = freshRing();

describe('a sealed address', () => {
  it.each(['reader@example.org', 'a@b.example', `${'я'.repeat(32)}@example.org`, `${'x'.repeat(21)}@example.org`])(
    '%s opens again and holds nothing of itself',
    address => {
      const sealed = sealAddress(ring, address, ref);
      expect(openAddress(ring, sealed, ref)).toBe(address);
      expect(sealed.includes(Buffer.from('example'))).toBe(false);
      expect((sealed.length - 29) % 32).toBe(0);
    },
  );

  it('is different every time, and as long as that of any other ordinary address', () => {
    const one = sealAddress(ring, 'a@b.example', ref);
    expect(one.equals(sealAddress(ring, 'a@b.example', ref))).toBe(false);
    expect(one).toHaveLength(sealAddress(ring, 'a.much.longer.name@b.example', ref).length);
  });

  it('does not open in another row, with other keys, or changed in any byte', () => {
    const sealed = sealAddress(ring, 'reader@example.org', ref);
    expect(() => openAddress(ring, sealed, randomBytes(16))).toThrow();
    expect(() => openAddress(freshRing().ring, sealed, ref)).toThrow();
    for (let at = 0; at < sealed.length; at += 1) {
      const changed = Buffer.from(sealed);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(() => openAddress(ring, changed, ref)).toThrow();
    }
    expect(() => openAddress(ring, sealed.subarray(0, 20), ref)).toThrow();
  });

  it('opens after the address key was rotated, and new ones are made with the new key', () => {
    const sealed = sealAddress(ring, 'reader@example.org', ref);
    const after = rotated();
    expect(openAddress(after, sealed, ref)).toBe('reader@example.org');
    const newer = sealAddress(after, 'reader@example.org', ref);
    expect([sealed[0], newer[0]]).toEqual([1, 2]);
    expect(() => openAddress(ring, newer, ref)).toThrow();
  });
});

describe('the index of an address', () => {
  it('is the same for every spelling, differs between databases, and survives rotation', () => {
    const index = addressIndex(ring, 'Reader@Example.org');
    expect(index).toHaveLength(32);
    expect(addressIndex(ring, 'reader@example.org.')).toEqual(index);
    expect(addressIndex(rotated(), 'reader@example.org')).toEqual(index);
    expect(addressIndex(ring, 'reader@example.net')).not.toEqual(index);
    expect(addressIndex(freshRing().ring, 'reader@example.org')).not.toEqual(index);
  });
});
