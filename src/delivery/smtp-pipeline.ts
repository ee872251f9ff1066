import type { Duplex } from 'node:stream';
import type { Attempt } from './attempt.ts';
import type { Envelope } from './envelope.ts';
import type { Message } from './message.ts';
import { createReplyReader, type Reply } from './smtp-replies.ts';
import { commandOf, createTransfer, cutShort, type Transfer } from './smtp-transfer.ts';
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

/** A command on the wire, unanswered. */
interface Question {
  readonly step: Step;
  readonly transfer: Transfer | undefined;
}

/** SMTP from the first MAIL on (RFC 5321, 3.3), grouped by RFC 2920 where the relay offers PIPELINING, else one step at a time. */
export function createPipeline({ socket, offers, messageMs }: PipelineOptions): Pipeline {
  const replies = createReplyReader();
  const writer = createSmtpWriter(socket);
  const isGrouped = offers('PIPELINING');
  /** Not over yet, in the order of the wire. */
  let transfers: Transfer[] = [];
  const asked: Question[] = [];
  let isOpen = true;
  let isInContent = false;
  let needsReset = false;
  let owesLoneDot = false;
  let timer: NodeJS.Timeout | undefined;

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

  const mayWrite = (step: Step): boolean => {
    if (asked.length === 0 || !isGrouped) return asked.length === 0;
    if (step === 'rcpt' || step === 'data') return true;
    return step !== 'dot' && asked.every(question => question.step === 'dot' || question.step === 'lone-dot');
  };

  const write = (step: Step, transfer: Transfer): void => {
    asked.push({ step, transfer });
    if (step !== 'dot') {
      writer.command(commandOf(step, transfer, offers));
      return;
    }
    const end = (): void => {
      isInContent = false;
      transfer.isDotWritten = true;
    };
    isInContent = true;
    const isWhole = writer.content(transfer.message, () => {
      end();
      advance();
    });
    if (isWhole) end();
  };

  const advance = (): void => {
    if (owesLoneDot) {
      owesLoneDot = false;
      asked.push({ step: 'lone-dot', transfer: undefined });
      writer.command('.\r\n');
    }
    while (isOpen && !isInContent) {
      const next = transfers.find(({ plan }) => plan.length > 0);
      const step = next?.plan[0];
      if (next === undefined || step === undefined || !mayWrite(step)) break;
      if (step === 'mail' && needsReset) {
        needsReset = false;
        next.plan.unshift('rset');
        continue;
      }
      next.plan.shift();
      write(step, next);
    }
    if (isOpen && !isInContent) writer.flush();
  };

  const answer = (reply: Reply): void => {
    const question = asked.shift();
    if (question === undefined) {
      close('an answer to nothing that was asked');
      return;
    }
    const { step, transfer } = question;
    if (step === 'lone-dot' || transfer === undefined) {
      // Nobody was to get anything; what it says of that is all the same.
      if (reply.code === 421) close('ECONNECTION');
      return;
    }
    if (step !== 'rset') transfer.wasAnswered = true;
    const verdict = verdictOf(step, reply);
    if (verdict.kind === 'confused') {
      close('an answer that cannot be understood');
      return;
    }
    if (verdict.kind === 'refused') {
      refuse(question.step, transfer, verdict.attempt);
      return;
    }
    if (step === 'rcpt') transfer.hasRecipient = true;
    if (step === 'data' && transfer.refusal !== undefined) {
      endRefused(transfer, transfer.refusal);
      return;
    }
    if (step === 'dot' && !transfer.isDotWritten) {
      close('an answer before the end of the message');
      return;
    }
    if (step === 'dot') finish(transfer, accepted(reply));
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
    needsReset ||= step !== 'dot' && step !== 'mail';
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
    else owesLoneDot = true;
  };

  socket.on('data', (chunk: Buffer) => {
    if (!isOpen) return;
    const read = replies.read(chunk);
    // What comes now cannot answer what is written because of it.
    for (const reply of read.replies) if (isOpen) answer(reply);
    if (read.isBroken) close('an answer that cannot be understood');
    advance();
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
        advance();
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
