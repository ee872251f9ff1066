import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAddress, sameness } from '#keys/address.ts';

function problemOf(text: string): string {
  const parsed = parseAddress(text);
  return parsed.ok ? `accepted as ${parsed.address.text}` : parsed.problem;
}

describe('an address', () => {
  it.each([
    ['reader@example.org', 'reader@example.org'],
    ['  Reader.Name+news@Example.ORG. ', 'Reader.Name+news@example.org'],
    ["o'neil_{x}|y=z@example.org", "o'neil_{x}|y=z@example.org"],
    ['reader@пошта.бел', 'reader@xn--80a1acn3a.xn--90ais'],
    ['reader@XN--80A1ACN3A.xn--90ais', 'reader@xn--80a1acn3a.xn--90ais'],
    ['чытач@example.org', 'чытач@example.org'],
    ['ref@sub.a-b.test', 'ref@sub.a-b.test'],
  ])('%j is one mailbox, %s', (given, text) => {
    expect(parseAddress(given)).toMatchObject({ ok: true, address: { text } });
  });

  it('says whether only a relay with SMTPUTF8 takes it', () => {
    expect(parseAddress('чытач@example.org')).toMatchObject({ address: { needsSmtpUtf8: true } });
    expect(parseAddress('reader@пошта.бел')).toMatchObject({ address: { needsSmtpUtf8: false } });
  });

  it.each([
    ['', 'empty'],
    ['   ', 'empty'],
    ['a@b.example>\r\nRCPT TO:<e@x.example>', 'control-character'],
    ['a@b.example\n', 'control-character'],
    ['a\0@b.example', 'control-character'],
    ['a@b.example\u0085', 'control-character'],
    ['a@b.example\u2028', 'control-character'],
    ['a\u200b@b.example', 'control-character'],
    ['\u202ea@b.example', 'control-character'],
    ['a\ud800@b.example', 'control-character'],
    ['a\ufffd@b.example', 'control-character'],
    ['"a@evil.example x"@example.net', 'not-one-address'],
    ['"quoted"@example.net', 'not-one-address'],
    ['group: a@b.example, c@d.example;', 'not-one-address'],
    ['a@b.example, c@d.example', 'not-one-address'],
    ['a@b.example;c@d.example', 'not-one-address'],
    ['a@b.example c@d.example', 'not-one-address'],
    ['Name <a@b.example>', 'not-one-address'],
    ['<a@b.example>', 'not-one-address'],
    ['a(comment)@b.example', 'not-one-address'],
    ['a@[127.0.0.1]', 'not-one-address'],
    ['a@b@c.example', 'not-one-address'],
    ['a\\@b.example', 'not-one-address'],
    ['nobody', 'not-one-address'],
    ['@b.example', 'local'],
    ['.a@b.example', 'local'],
    ['a.@b.example', 'local'],
    ['a..b@b.example', 'local'],
    ['a@', 'domain'],
    ['a@localhost', 'domain'],
    ['a@b..example', 'domain'],
    ['a@-b.example', 'domain'],
    ['a@b-.example', 'domain'],
    ['a@b_c.example', 'domain'],
    ['a@127.0.0.1', 'domain'],
    ['a@0x7f.1', 'domain'],
    ['a@ex%61mple.org', 'domain'],
    ['a@пошта。бел', 'domain'],
    ['a@1.0x7f', 'domain'],
    [`a@${'b'.repeat(64)}.example`, 'domain'],
    [`${'a'.repeat(65)}@b.example`, 'too-long'],
    [`${'я'.repeat(33)}@b.example`, 'too-long'],
    [`a@${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(60)}.${'e'.repeat(60)}.${'f'.repeat(10)}.example`, 'too-long'],
    [`${'('.repeat(5_000)}a@b.example${')'.repeat(5_000)}`, 'too-long'],
  ])('%j is refused: %s', (text, problem) => {
    expect(problemOf(text)).toBe(problem);
  });

  it('that is accepted can stand in an envelope as it is, whatever was typed', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('a', '@', '.', '<', '>', '"', ',', ' ', '\r\n', 'example.org'),
    );
    const anything = fc.array(piece, { maxLength: 8 }).map(parts => parts.join(''));
    fc.assert(
      fc.property(anything, text => {
        const parsed = parseAddress(text);
        if (!parsed.ok) return true;
        const { address } = parsed;
        const safe = /^[^\s<>()[\]\\,;:"@\p{C}]+@[a-z0-9-]+(\.[a-z0-9-]+)+$/u.test(address.text);
        const again = parseAddress(address.text);
        return safe && Buffer.byteLength(address.text) <= 254 && again.ok && again.address.text === address.text;
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('sameness', () => {
  it.each([
    ['Reader@Example.org', 'reader@example.org.'],
    ['reader@пошта.бел', 'READER@xn--80a1acn3a.xn--90ais'],
    ['ЧЫТАЧ@example.org', 'чытач@EXAMPLE.org'],
    ['cafe\u0301@example.org', 'caf\u00e9@example.org'],
  ])('%j and %j are one subscriber', (one, other) => {
    expect(sameness(one)).toBe(sameness(other));
  });

  it.each([
    ['rea.der@example.org', 'reader@example.org'],
    ['reader+news@example.org', 'reader@example.org'],
    ['reader@sub.example.org', 'reader@example.org'],
  ])('%j and %j are two: nobody guesses about dots and plus', (one, other) => {
    expect(sameness(one)).not.toBe(sameness(other));
  });
});

it('a plain address is read the same by one look and the long way, which a dot at its end takes', () => {
  const label = fc.stringMatching(/^[a-zA-Z0-9-]{1,66}$/);
  const part = fc.stringMatching(/^[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]{1,70}$/);
  const domain = fc.array(fc.oneof(label, fc.constantFrom('xn--80a1acn3a', 'a', 'example', '1', 'org')), {
    minLength: 1,
    maxLength: 6,
  });
  fc.assert(
    fc.property(part, domain, (local, labels) => {
      const address = `${local}@${labels.join('.')}`;
      expect(parseAddress(address)).toEqual(parseAddress(`${address}.`));
    }),
    { numRuns: 3_000 },
  );
});
