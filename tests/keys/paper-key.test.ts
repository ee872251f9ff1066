import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keyFingerprint, paperLines, readPaper } from '#keys/paper-key.ts';

const anyKey = fc.uint8Array({ minLength: 32, maxLength: 32 });

describe('the key on paper', () => {
  it('is three numbered lines in groups of four, each with a check', () => {
    const lines = paperLines(Buffer.alloc(32, 0xa5));
    expect(lines).toEqual([
      expect.stringMatching(/^1 {2}(\S{4} ){3}\S{4} {2}[0-9a-f]{4}$/),
      expect.stringMatching(/^2 {2}(\S{4} ){3}\S{4} {2}[0-9a-f]{4}$/),
      expect.stringMatching(/^3 {2}(\S{4} ){2}\S{3}= {2}[0-9a-f]{4}$/),
    ]);
  });

  it('is read back from the lines, from the page around them, and without the blanks', () => {
    fc.assert(
      fc.property(anyKey, key => {
        const lines = paperLines(key);
        const expected = { ok: true, key: Buffer.from(key) };
        expect(readPaper(lines.join('\n'))).toEqual(expected);
        expect(readPaper(['The key of 1 newsletter', '', ...lines, 'Fingerprint'].join('\r\n'))).toEqual(expected);
        expect(readPaper(lines.map(line => line.replaceAll(' ', '')).join('\n'))).toEqual(expected);
      }),
    );
  });

  it('says which line was mistyped or left out', () => {
    const [one = '', two = '', three = ''] = paperLines(randomBytes(32));
    const slip = two.replace(/^2 {2}./, first => (first.endsWith('A') ? '2  B' : '2  A'));
    expect(readPaper([one, slip, three].join('\n'))).toEqual({ ok: false, missing: [], mistyped: [2] });
    expect(readPaper([one, three].join('\n'))).toEqual({ ok: false, missing: [2], mistyped: [] });
    expect(readPaper('')).toEqual({ ok: false, missing: [1, 2, 3], mistyped: [] });
    expect(readPaper([one, slip, three, two].join('\n')).ok).toBe(true);
  });

  it('does not take one line for another', () => {
    const [one = '', two = '', three = ''] = paperLines(randomBytes(32));
    const swapped = [`1${two.slice(1)}`, `2${one.slice(1)}`, three];
    expect(readPaper(swapped.join('\n'))).toEqual({ ok: false, missing: [], mistyped: [1, 2] });
  });

  it('has a fingerprint of its own', () => {
    const key = randomBytes(32);
    expect(keyFingerprint(key)).toMatch(/^[0-9a-f]{4} [0-9a-f]{4}$/);
    expect(keyFingerprint(key)).toBe(keyFingerprint(Buffer.from(key)));
    expect(keyFingerprint(key)).not.toBe(keyFingerprint(randomBytes(32)));
  });
});
