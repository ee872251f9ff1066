import type { Claim } from '#store/deliveries.ts';
import type { Store } from '#store/open.ts';
import type { Outcome } from '#store/outcomes.ts';
import { addTally, holdMailing, type Tally } from '#store/refusals.ts';
import { refusalOf } from './answer-sense.ts';

/** Counts refusals of a run, and pauses a mailing that meets too many. */
export interface RefusalWatch {
  note(claim: Pick<Claim, 'mailing'>, outcome: Pick<Outcome, 'state' | 'answer'>): void;
  /** Whether some of what was noted should be written down now. */
  isPressing(): boolean;
  /** Writes down what was noted, and pauses mailings that are refused too often. */
  judge(now: Date): Promise<void>;
  /** The relay lets nobody through: pauses every mailing that this run tried. */
  holdAll(now: Date): Promise<void>;
}

interface RefusalWatchParts {
  readonly store: Store;
  /** The share of attempts that may be refused, 0 to 1; 0: any. */
  readonly share: number;
  /** Who is told (`noticeRecipients`). */
  readonly notify: readonly Buffer[];
}

/** Fewer attempts, and fewer refusals, say nothing. */
const leastTried = 50;
const leastRefused = 5;
const answersKept = 3;
const answersCounted = 50;

interface Notes {
  tried: number;
  refused: number;
  unknown: number;
  /** What all senders had seen when this one last wrote. */
  before: Tally;
  readonly answers: Map<string, number>;
}

/**
 * Policy and whatever else is about us may be `share` of all attempts. That a mailbox is gone says less, and twice as much of it is let
 * through: an old list has some of these. Amazon SES reviews an account at 5 % bounces and stops it at 10 %.
 */
export function isTooMany({ tried, refused, unknown }: Tally, share: number): boolean {
  if (share <= 0 || tried < leastTried || refused < leastRefused) return false;
  return (refused - unknown) / tried >= share || unknown / tried >= 2 * share;
}

export function watchRefusals({ store, share, notify }: RefusalWatchParts): RefusalWatch {
  const noted = new Map<number, Notes>();

  const write = async (mailing: number, notes: Notes): Promise<Tally> => {
    const { tried, refused, unknown } = notes;
    Object.assign(notes, { tried: 0, refused: 0, unknown: 0 });
    notes.before = (await addTally(store, mailing, { tried, refused, unknown })) ?? nothing;
    return notes.before;
  };

  const hold = async (mailing: number, notes: Notes, tally: Tally, now: Date): Promise<void> => {
    const most = [...notes.answers].toSorted(([, one], [, other]) => other - one).slice(0, answersKept);
    await holdMailing(store, { mailing, why: { ...tally, answers: most.map(([answer]) => answer) }, to: notify, now });
    notes.answers.clear();
  };

  return {
    note: ({ mailing }, { state, answer }) => {
      const notes = noted.get(mailing) ?? { ...nothing, before: nothing, answers: new Map() };
      noted.set(mailing, notes);
      notes.tried += 1;
      // A sender who is refused is deferred, though the answer is for good.
      const refusal = state === 'failed' || state === 'deferred' ? refusalOf(answer) : undefined;
      if (refusal === undefined) return;
      notes.refused += 1;
      if (refusal === 'unknown') notes.unknown += 1;
      if (notes.answers.size < answersCounted || notes.answers.has(answer)) {
        notes.answers.set(answer, (notes.answers.get(answer) ?? 0) + 1);
      }
    },
    isPressing: () =>
      [...noted.values()].some(notes => notes.refused > 0 && isTooMany(sum(notes, notes.before), share)),
    judge: async now => {
      for (const [mailing, notes] of noted) {
        if (notes.tried === 0) continue;
        const tally = await write(mailing, notes);
        if (isTooMany(tally, share)) await hold(mailing, notes, tally, now);
      }
    },
    holdAll: async now => {
      if (share <= 0) return;
      for (const [mailing, notes] of noted) await hold(mailing, notes, await write(mailing, notes), now);
    },
  };
}

const nothing: Tally = { tried: 0, refused: 0, unknown: 0 };

function sum(one: Tally, other: Tally): Tally {
  return {
    tried: one.tried + other.tried,
    refused: one.refused + other.refused,
    unknown: one.unknown + other.unknown,
  };
}
