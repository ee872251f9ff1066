import type { Duplex } from 'node:stream';
import type { Message } from './message.ts';

/** Puts commands and messages on a connection, what is written together in one packet as far as it fits. */
export interface SmtpWriter {
  command(text: string): void;
  /**
   * A message and its final dot. True: all of it was handed over. False: it is a long one and goes in pieces; `whenEnding` is
   * called right before the last piece and the dot.
   */
  content(message: Message, whenEnding: () => void): boolean;
  /** Sends what was put together. */
  flush(): void;
}

/** Up to here a message is handed over at once: its end may be on the wire before anybody could say whether the rest is. */
const wholeBytes = 524_288;
const pieceBytes = 65_536;

export function createSmtpWriter(socket: Duplex): SmtpWriter {
  let text = '';
  let chunks: Buffer[] = [];

  const flush = (): void => {
    if (text !== '') chunks.push(Buffer.from(text));
    text = '';
    if (chunks.length === 0) return;
    socket.cork();
    for (const chunk of chunks) socket.write(chunk);
    socket.uncork();
    chunks = [];
  };

  const feed = (pieces: readonly Buffer[], at: number, whenEnding: () => void): void => {
    let next = at;
    while (next < pieces.length - 1) {
      const piece = pieces[next];
      next += 1;
      if (!socket.write(piece)) return void socket.once('drain', () => feed(pieces, next, whenEnding));
    }
    const last = pieces.at(-1);
    if (last !== undefined) chunks.push(last);
    text = '.\r\n';
    whenEnding();
  };

  return {
    command: line => {
      text += line;
    },
    content: (message, whenEnding) => {
      const wire = message.wire();
      if (message.size <= wholeBytes) {
        if (text !== '') chunks.push(Buffer.from(text));
        chunks.push(...wire);
        text = '.\r\n';
        return true;
      }
      flush();
      feed(wire.flatMap(piecesOf), 0, whenEnding);
      return false;
    },
    flush,
  };
}

function piecesOf(chunk: Buffer): Buffer[] {
  const pieces: Buffer[] = [];
  for (let at = 0; at < chunk.length; at += pieceBytes) pieces.push(chunk.subarray(at, at + pieceBytes));
  return pieces;
}
