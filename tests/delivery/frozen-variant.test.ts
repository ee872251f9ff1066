import { describe, expect, it } from 'vitest';
import { readVariant } from '#delivery/frozen-variant.ts';
import { VesnikError } from '#errors.ts';
import { frozenVariant as storedVariant } from '#store/variant.ts';
import { belarusian } from './variants.ts';

function refusal(act: () => unknown): VesnikError {
  try {
    act();
  } catch (error) {
    if (error instanceof VesnikError) return error;
    throw error;
  }
  throw new Error('it was accepted');
}

const breaks = {
  CRLF: '\r\nBcc: e@example.com',
  LF: '\nBcc: e@example.com',
  CR: '\rBcc: e@example.com',
  NUL: '\0',
  C1: '\u009b',
  'U+0085': '\u0085Bcc: e@example.com',
  'U+2028': '\u2028Bcc: e@example.com',
  'U+2029': '\u2029Bcc: e@example.com',
  'half a surrogate pair': '\ud800',
};

describe('a variant whose header could end its line', () => {
  it.each(Object.entries(breaks))('with %s is refused, the place named and the text not repeated', (_name, evil) => {
    const { from } = belarusian();
    const ways = {
      subject: belarusian({ subject: `Week${evil}` }),
      'from.name': belarusian({ from: { ...from, name: `Vesnik${evil}` } }),
      'from.address': belarusian({ from: { ...from, address: `news@example.org${evil}` } }),
      replyTo: belarusian({ replyTo: `desk@example.org${evil}` }),
      'headers.0.1': belarusian({ headers: [['X-Week', `16${evil}`]] }),
      'headers.0.0': belarusian({ headers: [[`X-Week${evil}`, '16']] }),
      'pictures.0.cid': belarusian({
        pictures: [{ cid: `a${evil}`, name: 'a.png', mediaType: 'image/png', base64: 'AAAA' }],
      }),
      'pictures.0.name': belarusian({
        pictures: [{ cid: 'a', name: `a${evil}`, mediaType: 'image/png', base64: 'AAAA' }],
      }),
    };
    for (const [place, variant] of Object.entries(ways)) {
      const error = refusal(() => readVariant(variant));
      expect(error.code).toBe('variant-refused');
      expect(error.message).toContain(place);
      expect(error.message).not.toContain('Bcc: e@example.com');
    }
  });
});

describe('a variant', () => {
  it('brings no header of its own that the delivery writes', () => {
    for (const name of [
      'To',
      'bcc',
      'List-Unsubscribe',
      'LIST-UNSUBSCRIBE-POST',
      'Message-ID',
      'Content-Type',
      'DKIM-Signature',
    ]) {
      expect(refusal(() => readVariant(belarusian({ headers: [[name, 'x']] }))).message).toContain('headers.0.0');
    }
  });

  it('is from one bare address', () => {
    for (const address of [
      'a@b.example, c@d.example',
      '<a@b.example>',
      'group: a@b.example;',
      '"a b"@example.org',
      'a@localhost',
      'пошта@example.org',
      '',
    ]) {
      expect(refusal(() => readVariant(belarusian({ from: { name: 'V', address } }))).message, address).toContain(
        'from.address',
      );
    }
  });

  it('comes back from the store as it was', () => {
    const variant = belarusian();
    expect(readVariant(JSON.parse(JSON.stringify(storedVariant.parse(variant))))).toEqual(variant);
  });
});
