import type { Duplex } from 'node:stream';
import type { Attempt } from './attempt.ts';
import type { Envelope } from './envelope.ts';
import type { Message } from './message.ts';
import { createDialogue } from './smtp-dialogue.ts';
import { createReplyReader, type Reply } from './smtp-replies.ts';
import { createTransfer, cutShort, type Transfer } from './smtp-transfer.ts';
import { accepted, type Step, verdictOf } from './smtp-verdict.ts';
import { createSmtpWriter } from './smtp-writer.ts';

/** Messages over a connection that is open, secured and logged in, as close together as the relay allows. */
export interface Pipeline {
  isOpen(): boolean;
  /**
   * One message, from MAIL to the answer to its final dot. Never throws. A second one may be given before the first has ended:
   * with PIPELINING its envelope goes out together with the first one's final dot, its content never before the first was answered.
   */
  transact(envelope: Envelope, message: Message): Promise<Attempt>;
  /** QUIT, without waiting. */
  quit(): void;
  /** Cuts the connection; a message on the wire ends as deferred, or uncertain after its final dot. */
  destroy(): void;
}

interface PipelineOptions {
  readonly socket: Duplex;
  /** An EHLO keyword. */
  readonly offers: (extension: string) => boolean;
  /** From the moment at which a message is the next to be answered to its last answer. */
  readonly messageMs: number;
}

/** SMTP from the first MAIL on (RFC 5321, 3.3), grouped by RFC 2920 where the relay offers PIPELINING, else one step at a time. */
export function createPipeline({ socket, offers, messageMs }: PipelineOptions): Pipeline {
  const replies = createReplyReader();
  /** Not over yet, in the order of the wire. */
  let transfers: Transfer[] = [];
  let isOpen = true;
  let timer: NodeJS.Timeout | undefined;
  const dialogue = createDialogue({
    writer: createSmtpWriter(socket),
    ...{ offers, isOpen: () => isOpen, transfers: () => transfers },
  });

  const watchFirst = (): void => {
    if (transfers.length === 0) {
      clearTimeout(timer);
      timer = undefined;
    } else if (timer === undefined) timer = setTimeout(() => close('ETIMEDOUT'), messageMs);
    else timer.refresh();
  };

  const finish = (transfer: Transfer, attempt: Attempt): void => {
    transfers = transfers.filter(other => other !== transfer);
    watchFirst();
    transfer.resolve(attempt);
  };

  const close = (why: string): void => {
    if (!isOpen) return;
    isOpen = false;
    clearTimeout(timer);
    for (const transfer of transfers.splice(0)) transfer.resolve(cutShort(transfer, why));
    socket.destroy();
  };

  const answer = (reply: Reply): void => {
    const question = dialogue.answered();
    if (question === undefined) return void close('an answer to nothing that was asked');
    const { step, transfer } = question;
    if (step === 'lone-dot' || transfer === undefined) {
      // Nobody was to get anything; what it says of that is all the same.
      if (reply.code === 421) close('ECONNECTION');
      return;
    }
    if (step !== 'rset') transfer.wasAnswered = true;
    const verdict = verdictOf(step, reply);
    if (verdict.kind === 'confused') return void close('an answer that cannot be understood');
    if (verdict.kind === 'refused') return void refuse(step, transfer, verdict.attempt);
    if (step === 'rcpt') transfer.hasRecipient = true;
    if (step === 'data' && transfer.refusal !== undefined) {
      endRefused(transfer, transfer.refusal);
      return;
    }
    if (step !== 'dot') return;
    if (transfer.isDotWritten) finish(transfer, accepted(reply));
    else close('an answer before the end of the message');
  };

  const refuse = (step: Step, transfer: Transfer, attempt: Attempt): void => {
    const isData = step === 'data' || step === 'dot';
    const first = transfer.refusal ?? attempt;
    const isOver = isData || !attempt.keepsConnection || transfer.plan.includes('data');
    if (!isOver) {
      // DATA is on its way: its answer decides how the relay is left.
      transfer.refusal = first;
      return;
    }
    // A message that is refused in its middle leaves its rest on the wire.
    const isCut = !attempt.keepsConnection || (step === 'dot' && !transfer.isDotWritten);
    if (step !== 'dot' && step !== 'mail') dialogue.oweReset();
    transfer.plan = [];
    finish(transfer, { ...first, keepsConnection: !isCut });
    if (isCut) close('ECONNECTION');
  };

  // RFC 2920, 3.1: a relay may ask for a message whose recipient it refused; it gets an empty one.
  const endRefused = (transfer: Transfer, refusal: Attempt): void => {
    transfer.plan = [];
    finish(transfer, { ...refusal, keepsConnection: !transfer.hasRecipient });
    // With a recipient the empty message would reach somebody.
    if (transfer.hasRecipient) close('ECONNECTION');
    else dialogue.oweLoneDot();
  };

  socket.on('data', (chunk: Buffer) => {
    if (!isOpen) return;
    const read = replies.read(chunk);
    // What comes now cannot answer what is written because of it.
    for (const reply of read.replies) if (isOpen) answer(reply);
    if (read.isBroken) close('an answer that cannot be understood');
    dialogue.advance();
  });
  for (const event of ['error', 'end', 'close']) socket.on(event, () => close('ECONNECTION'));

  return {
    isOpen: () => isOpen,
    transact: (envelope, message) =>
      new Promise(resolve => {
        const transfer = createTransfer(envelope, message, resolve);
        if (!isOpen) return resolve(cutShort(transfer, 'ECONNECTION'));
        transfers.push(transfer);
        if (transfers.length === 1) watchFirst();
        dialogue.advance();
      }),
    quit: () => {
      if (transfers.length > 0) return close('ECONNECTION');
      if (!isOpen) return;
      isOpen = false;
      socket.end('QUIT\r\n');
      setTimeout(() => socket.destroy(), 2000).unref();
    },
    destroy: () => close('ECONNECTION'),
  };
}
