/** The bytes of a body or a word (RFC 2045, 6); whatever is no encoding is left as it is. `text` has one byte a character. */
export function decodeTransfer(text: string, encoding: string): Buffer {
  switch (encoding.trim().toLowerCase()) {
    case 'base64':
      return Buffer.from(text.replaceAll(/[^A-Za-z0-9+/]+/g, ''), 'base64');
    case 'quoted-printable':
      return Buffer.from(
        text
          .replaceAll(/=[ \t]*(?:\r\n|\n|\r)/g, '')
          .replaceAll(/=([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
        'latin1',
      );
    default:
      return Buffer.from(text, 'latin1');
  }
}
