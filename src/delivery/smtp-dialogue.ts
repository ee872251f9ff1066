import { commandOf, type Transfer } from './smtp-transfer.ts';
import type { Step } from './smtp-verdict.ts';
import type { SmtpWriter } from './smtp-writer.ts';

/** A command on the wire, unanswered. */
interface Question {
  readonly step: Step;
  /** Absent: the end of a message that nobody wanted. */
  readonly transfer: Transfer | undefined;
}

/** What was asked on a connection, and what may be asked next. */
export interface Dialogue {
  /** Writes as much of what is planned as the relay lets follow the questions that it has not answered. */
  advance(): void;
  /** The question that the next answer belongs to; undefined: nothing was asked. */
  answered(): Question | undefined;
  /** The next transaction begins with RSET. */
  oweReset(): void;
  /** The relay asked for a message whose recipient it refused. */
  oweLoneDot(): void;
}

interface DialogueParts {
  readonly writer: SmtpWriter;
  /** An EHLO keyword. */
  readonly offers: (extension: string) => boolean;
  readonly isOpen: () => boolean;
  /** Not over yet, in the order of the wire. */
  readonly transfers: () => readonly Transfer[];
}

/** Grouped by RFC 2920 where the relay offers PIPELINING: DATA is the last of a group, and the next envelope follows a final dot. */
export function createDialogue({ writer, offers, isOpen, transfers }: DialogueParts): Dialogue {
  const isGrouped = offers('PIPELINING');
  const asked: Question[] = [];
  let isInContent = false;
  let owesReset = false;
  let owesLoneDot = false;

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
    while (isOpen() && !isInContent) {
      const next = transfers().find(({ plan }) => plan.length > 0);
      const step = next?.plan[0];
      if (next === undefined || step === undefined || !mayWrite(step)) break;
      if (step === 'mail' && owesReset) {
        owesReset = false;
        next.plan.unshift('rset');
        continue;
      }
      next.plan.shift();
      write(step, next);
    }
    if (isOpen() && !isInContent) writer.flush();
  };

  return {
    advance,
    answered: () => asked.shift(),
    oweReset: () => {
      owesReset = true;
    },
    oweLoneDot: () => {
      owesLoneDot = true;
    },
  };
}
