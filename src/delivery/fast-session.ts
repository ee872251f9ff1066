import type { Socket } from 'node:net';
import type SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { RelayAddress } from './relay-address.ts';
import { relayError } from './relay-error.ts';
import { type Session, type SessionLimits, sessionLimits } from './session.ts';
import { openConnection, timeOut } from './smtp-opening.ts';
import { createPipeline } from './smtp-pipeline.ts';

/**
 * The fast lane: nodemailer opens, secures and logs in, then its connection is ours and messages go onto it pipelined. Throws
 * RelayError.
 */
export async function openFastSession(
  relay: RelayAddress,
  limits: SessionLimits = sessionLimits,
  ended?: AbortSignal,
): Promise<Session> {
  const { connection, offers, sizeLimit } = await openConnection(relay, limits, ended);
  const socket = takeOver(connection);
  if (socket === undefined) throw relayError(timeOut('ECONNECTION'), relay.auth);
  const pipeline = createPipeline({ socket, offers, messageMs: limits.messageMs });
  return { ...pipeline, depth: offers('PIPELINING') ? 2 : 1, sizeLimit, takesUtf8: offers('SMTPUTF8') };
}

const events = ['data', 'timeout', 'close', 'end', 'error'];
const listenerNames = [
  ...['_onSocketData', '_onSocketTimeout', '_onSocketClose', '_onSocketEnd', '_onSocketError'],
  '_onConnectionSocketError',
];

/** Undefined: it is gone, or the relay has said more than it was asked. */
function takeOver(connection: SMTPConnection): Socket | undefined {
  const socket = connection._socket;
  if (!socket || socket.destroyed || !socket.writable) return undefined;
  const theirs = new Set<unknown>(listenerNames.map(name => Reflect.get(connection, name)));
  for (const event of events) {
    for (const listener of socket.listeners(event).filter(isListener)) {
      if (theirs.has(listener)) socket.removeListener(event, listener);
    }
  }
  const rest: unknown = Reflect.get(connection, '_remainder');
  socket.setTimeout(0);
  socket.on('error', () => {});
  if (rest === '') return socket;
  socket.destroy();
  return undefined;
}

function isListener(value: unknown): value is () => void {
  return typeof value === 'function';
}
