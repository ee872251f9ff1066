import type { RelayAddress } from './relay-address.ts';
import { type Session, type SessionLimits, sessionLimits } from './session.ts';
import { transact } from './slow-transaction.ts';
import { openConnection } from './smtp-opening.ts';

/** A connection over which nodemailer sends the messages too, one after the other. Throws RelayError. */
export async function openSlowSession(
  relay: RelayAddress,
  limits: SessionLimits = sessionLimits,
  ended?: AbortSignal,
): Promise<Session> {
  const { connection, offers, sizeLimit } = await openConnection(relay, limits, ended);
  let isOpen = true;
  const whenClosed = new Set<() => void>();
  const close = (): void => {
    isOpen = false;
    for (const wake of whenClosed) wake();
  };
  connection.on('error', close);
  connection.on('end', close);
  return {
    ...{ depth: 1, sizeLimit, takesUtf8: offers('SMTPUTF8') },
    isOpen: () => isOpen,
    quit: () => {
      isOpen = false;
      connection.quit();
      setTimeout(() => connection.close(), 2000).unref();
    },
    destroy: () => {
      connection.close();
      close();
    },
    transact: (envelope, message) => transact({ connection, whenClosed, limits }, envelope, message.whole()),
  };
}
