/** A message of one recipient, ready for either lane. */
export interface Message {
  /** Octets of `whole`: RFC 1870 counts without dot-stuffing. */
  readonly size: number;
  /** Holds no octet above 127. */
  readonly isAscii: boolean;
  /** As RFC 5322 has it, lines ended by CRLF, the last one too. */
  whole(): Buffer;
  /**
   * What stands between DATA and the final dot: dot-stuffed (RFC 5321, 4.5.2), ended by CRLF. Chunks are shared between messages:
   * nobody may change them.
   */
  wire(): readonly Buffer[];
}

/** A message out of any bytes. A lone CR or LF is a line break, since relays take it for one or the other. */
export function messageOf(bytes: Buffer): Message {
  const whole = withLineBreaks(bytes);
  const stuffed = dotStuffed(whole);
  return { size: whole.length, isAscii: isAscii(whole), whole: () => whole, wire: () => [stuffed] };
}

/** The bytes with a second dot before each one at the start of a line. The same buffer where there is none. */
export function dotStuffed(bytes: Buffer, startsLine = true): Buffer {
  const dots: number[] = startsLine && bytes[0] === dot ? [0] : [];
  for (let at = bytes.indexOf(lineThenDot); at !== -1; at = bytes.indexOf(lineThenDot, at + 2)) dots.push(at + 2);
  if (dots.length === 0) return bytes;
  const pieces = dots.flatMap((at, index) => [bytes.subarray(dots[index - 1] ?? 0, at), Buffer.of(dot)]);
  return Buffer.concat([...pieces, bytes.subarray(dots.at(-1))]);
}

export function isAscii(bytes: Buffer): boolean {
  return !/[\x80-\xff]/.test(bytes.toString('latin1'));
}

const dot = 0x2e;
const lineThenDot = Buffer.from('\r\n.');

function withLineBreaks(bytes: Buffer): Buffer {
  const text = bytes.toString('latin1');
  const broken = text.replace(/\r\n|\r|\n/g, '\r\n');
  const ended = broken.endsWith('\r\n') ? broken : `${broken}\r\n`;
  return ended === text ? bytes : Buffer.from(ended, 'latin1');
}
