import { Readable } from 'node:stream';
import type SMTPConnection from 'nodemailer/lib/smtp-connection';
import { type Attempt, failedAttempt, outcome, sent } from './attempt.ts';
import type { Envelope } from './envelope.ts';
import type { SessionLimits } from './session.ts';
import { timeOut } from './smtp-opening.ts';

const pieceBytes = 65_536;

interface Carrier {
  readonly connection: SMTPConnection;
  /** Called when the connection is lost. */
  readonly whenClosed: Set<() => void>;
  readonly limits: SessionLimits;
}

/** One message over an open connection, from MAIL to the answer to its final dot. Never throws. */
export async function transact(carrier: Carrier, envelope: Envelope, message: Buffer): Promise<Attempt> {
  const attempt = await carry(carrier, envelope, message);
  if (!attempt.keepsConnection) carrier.connection.close();
  else if (attempt.state !== 'sent') await reset(carrier.connection, carrier.whenClosed);
  return attempt;
}

function carry({ connection, whenClosed, limits }: Carrier, envelope: Envelope, message: Buffer): Promise<Attempt> {
  return new Promise(resolve => {
    const stream = Readable.from(pieces(message));
    let wasHandedOver = false;
    // `smtp-connection` writes the final dot after this stream ended, never before.
    stream.once('end', () => {
      wasHandedOver = true;
    });
    const timer = setTimeout(() => connection.emit('error', timeOut()), limits.messageMs);
    const finish = (attempt: Attempt): void => {
      clearTimeout(timer);
      whenClosed.delete(lost);
      resolve(attempt);
    };
    // The library's own callback comes a moment later than the loss; it knows the reason.
    const lost = (): void => {
      setImmediate(() => finish(failedAttempt(timeOut('ECONNECTION'), wasHandedOver)));
    };
    whenClosed.add(lost);
    connection.send({ from: envelope.from, to: [envelope.to], size: message.length }, stream, (error, info) => {
      if (error) finish(failedAttempt(error, wasHandedOver));
      else finish(judge(envelope, info, wasHandedOver));
    });
  });
}

// In pieces, so that the end of a long message is reached only when most of it is on the wire.
function* pieces(message: Buffer): Generator<Buffer> {
  for (let at = 0; at < message.length; at += pieceBytes) yield message.subarray(at, at + pieceBytes);
}

// The envelope that was used must be the one that was asked for (attack: an address that smuggles in another).
function judge(
  envelope: Envelope,
  info: { accepted: string[]; response: string } | undefined,
  wasHandedOver: boolean,
): Attempt {
  const isAsAsked = info !== undefined && info.accepted.length === 1 && info.accepted[0] === envelope.to;
  if (info !== undefined && isAsAsked && wasHandedOver) return sent(info.response);
  return outcome('uncertain', 'the relay accepted something else than it was given');
}

// Ends a refused transaction; a relay that does not agree loses the connection.
function reset(connection: SMTPConnection, whenClosed: Set<() => void>): Promise<void> {
  return new Promise(resolve => {
    const timer = setTimeout(() => connection.close(), 10_000);
    const finish = (): void => {
      clearTimeout(timer);
      whenClosed.delete(finish);
      resolve();
    };
    whenClosed.add(finish);
    connection.reset(error => {
      if (error) connection.close();
      finish();
    });
  });
}
