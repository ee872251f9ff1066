/** A header field in relaxed form (RFC 6376, 3.4.2), without its CRLF. `field` as it stands in the message, folded or not. */
export function relaxedField(field: string): string {
  const colon = field.indexOf(':');
  const name = field.slice(0, colon).replace(/[ \t]+$/, '');
  const value = field
    .slice(colon + 1)
    .replaceAll('\r\n', '')
    .replace(/[ \t]+/g, ' ')
    .replace(/^ | $/g, '');
  return `${name.toLowerCase()}:${value}`;
}

/** A body in relaxed form (RFC 6376, 3.4.4), octets as characters of Latin-1. Empty for one that holds nothing but line ends. */
export function relaxedBody(body: string): string {
  const ended = relaxedEnd(relaxedLines(body));
  return ended === '\r\n' ? '' : ended;
}

/** A stretch of a body in relaxed form: neither blanks before its first character nor those after its last belong to it. */
export function relaxedLines(stretch: string): string {
  return stretch.replace(/[ \t]+/g, ' ').replaceAll(' \r\n', '\r\n');
}

/** The last stretch of a body: without the empty lines at its end, its last line ended. */
export function relaxedEnd(lines: string): string {
  let end = lines.length;
  while (end >= 2 && lines.startsWith('\r\n', end - 2)) end -= 2;
  return `${lines.slice(0, end).replace(/ $/, '')}\r\n`;
}
