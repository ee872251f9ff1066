import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { openKeyRing } from '#keys/key-ring.ts';
import { makeKeys, unwrapKey, wrapKey } from '#keys/wrapped-key.ts';

const masterKey = randomBytes(32);

describe('the keys of a database', () => {
  it('open with the key that wrapped them and with no other', () => {
    const keys = makeKeys(masterKey);
    expect(keys.map(({ kind, id }) => `${kind} ${id}`)).toEqual(['address 1', 'index 1', 'token 1']);
    expect(openKeyRing(masterKey, keys).token.current).toBe(1);
    expect(() => openKeyRing(randomBytes(32), keys)).toThrow(
      expect.objectContaining({ code: 'wrong-key', kind: 'usage', hint: expect.stringContaining('VESNIK_KEY') }),
    );
  });

  it('are refused when one was changed, cut off, renamed or is missing', () => {
    const [address, index, token] = makeKeys(masterKey);
    if (address === undefined || index === undefined || token === undefined) throw new Error('no keys');
    const changed = Buffer.from(address.wrapped);
    changed[20] = (changed[20] ?? 0) ^ 1;
    const wrong = expect.objectContaining({ code: 'wrong-key' });
    expect(() => openKeyRing(masterKey, [{ ...address, wrapped: changed }, index, token])).toThrow(wrong);
    expect(() => openKeyRing(masterKey, [{ ...address, wrapped: changed.subarray(1) }, index, token])).toThrow(wrong);
    expect(() => openKeyRing(masterKey, [{ ...address, kind: 'token' }, index])).toThrow(wrong);
    expect(() => openKeyRing(masterKey, [{ ...address, id: 2 }, index, token])).toThrow(wrong);
    expect(() => openKeyRing(masterKey, [address, token])).toThrow(expect.objectContaining({ code: 'keys-missing' }));
  });

  it('never wrap to the same bytes twice', () => {
    const key = randomBytes(32);
    const once = wrapKey(masterKey, 'token', 1, key);
    expect(Buffer.from(wrapKey(masterKey, 'token', 1, key).wrapped).equals(Buffer.from(once.wrapped))).toBe(false);
    expect(unwrapKey(masterKey, once)).toEqual(key);
  });

  it('make new things with the newest of each kind', () => {
    const newer = wrapKey(masterKey, 'address', 2, randomBytes(32));
    const ring = openKeyRing(masterKey, [newer, ...makeKeys(masterKey)]);
    expect([ring.address.current, ring.token.current]).toEqual([2, 1]);
  });
});
