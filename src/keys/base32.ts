const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';

/** Base32 of RFC 4648 in lower case, without padding; takes whole groups of five bytes only, so no bits are left over. */
export function base32(bytes: Uint8Array): string {
  if (bytes.length % 5 !== 0) throw new RangeError('base32 takes whole groups of five bytes');
  let text = '';
  let bits = 0;
  let held = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += alphabet.charAt((held >> bits) & 31);
      held &= (1 << bits) - 1;
    }
  }
  return text;
}

/** The bytes again, or undefined where the text is not lower-case base32 in whole groups of eight characters. */
export function fromBase32(text: string): Buffer | undefined {
  if (text.length % 8 !== 0 || !/^[a-z2-7]*$/.test(text)) return undefined;
  const bytes = Buffer.alloc((text.length / 8) * 5);
  let at = 0;
  let bits = 0;
  let held = 0;
  for (const character of text) {
    held = (held << 5) | alphabet.indexOf(character);
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes[at++] = (held >> bits) & 255;
      held &= (1 << bits) - 1;
    }
  }
  return bytes;
}
