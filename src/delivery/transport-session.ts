import { createTransport } from 'nodemailer';
import { type Attempt, outcome, sent } from './attempt.ts';
import type { Envelope } from './envelope.ts';
import type { Message } from './message.ts';
import type { Session } from './session.ts';
import type { TransportAddress } from './transport-address.ts';
import { refusedByTransport } from './transport-verdict.ts';

/**
 * A transport of nodemailer's as a lane has it: one message at a time. The envelope is given as objects, since nodemailer takes
 * strings apart, and the message is not handed over unless its envelope is the one that was asked for.
 */
export async function openTransportSession({ transport }: TransportAddress): Promise<Session> {
  const mailer = createTransport(transport);
  mailer.use('stream', ({ data, message }, done) => {
    const used = message?.getEnvelope();
    const [from, to] = [mailbox(data.envelope?.from), mailbox(data.envelope?.to)];
    const isAsAsked = used !== undefined && used.from === from && used.to.length === 1 && used.to[0] === to;
    done(isAsAsked ? null : new UnlikeEnvelope());
  });
  let isOpen = true;
  const end = (): void => {
    isOpen = false;
    mailer.close();
  };
  return {
    ...{ depth: 1, sizeLimit: undefined, takesUtf8: true },
    isOpen: () => isOpen,
    quit: end,
    destroy: end,
    transact: async (envelope, message) => {
      try {
        return acceptedByTransport(await mailer.sendMail(mailOf(envelope, message)));
      } catch (error) {
        if (error instanceof UnlikeEnvelope) return outcome('failed', '5.1.3 this is not one well-formed address');
        return refusedByTransport(error);
      }
    },
  };
}

class UnlikeEnvelope extends Error {}

function mailOf({ from, to }: Envelope, message: Message) {
  return {
    envelope: { from: { name: '', address: from }, to: { name: '', address: to } },
    raw: message.whole(),
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

function mailbox(value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'address' in value ? value.address : undefined;
}

function acceptedByTransport(info: unknown): Attempt {
  const response = typeof info === 'object' && info !== null && 'response' in info ? info.response : undefined;
  const answer = typeof response === 'string' && response !== '' ? response : 'handed over';
  // A bare id of the message says nothing to people.
  return /^[\w-]{20,100}$/.test(answer) ? { ...sent(answer), answer: 'accepted' } : sent(answer);
}
