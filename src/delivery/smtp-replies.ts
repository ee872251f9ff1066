/** One answer of a relay (RFC 5321, 4.2), all its lines. */
export interface Reply {
  readonly code: number;
  /** As it came, lines parted by LF. Bytes that are not UTF-8 are read as Latin-1. */
  readonly text: string;
}

export interface ReplyReader {
  /**
   * The answers that are whole with these bytes. After `isBroken` the rest cannot be understood: a line that begins with no
   * code, codes that differ within one answer, more than 64 kB without an end.
   */
  read(chunk: Buffer): { readonly replies: readonly Reply[]; readonly isBroken: boolean };
}

const longestReply = 65_536;

/** Puts answers together from whatever pieces they come in, a byte at a time too. */
export function createReplyReader(): ReplyReader {
  let line = '';
  let lines: string[] = [];
  let length = 0;
  let isBroken = false;

  // Octets as characters; undefined: no end of an answer yet.
  const take = (complete: string): Reply | undefined => {
    const [, code, mark] = /^([2-5]\d\d)(?:([ -])|$)/.exec(complete) ?? [];
    if (code === undefined || (lines[0] !== undefined && !lines[0].startsWith(code))) {
      isBroken = true;
      return undefined;
    }
    lines.push(complete);
    if (mark === '-') return undefined;
    const text = lines.length === 1 ? complete : lines.join('\n');
    lines = [];
    length = 0;
    return { code: Number(code), text: inWords(text) };
  };

  return {
    read: chunk => {
      const replies: Reply[] = [];
      const [first = '', ...others] = chunk.toString('latin1').split('\n');
      line += first;
      length += first.length;
      for (const next of others) {
        if (isBroken || length > longestReply) break;
        const reply = take(line.endsWith('\r') ? line.slice(0, -1) : line);
        if (reply !== undefined) replies.push(reply);
        line = next;
        length += next.length;
      }
      isBroken ||= length > longestReply;
      return { replies, isBroken };
    },
  };
}

function inWords(latin1: string): string {
  if (!/[\x80-\xff]/.test(latin1)) return latin1;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(latin1, 'latin1'));
  } catch {
    return latin1;
  }
}
