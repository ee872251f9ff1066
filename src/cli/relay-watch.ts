import type { Clock } from '#delivery/clock.ts';
import type { RelayError } from '#delivery/relay-error.ts';
import { listMailings } from '#store/mailings.ts';
import type { Store } from '#store/open.ts';
import { closeTrouble, knownTroubles, openTrouble } from '#store/troubles.ts';
import { failureOf } from './failure.ts';
import { withoutAddresses } from './redact.ts';

interface RelayWatch {
  /** For `runWorker`. */
  readonly onRelay: (trouble: RelayError | undefined) => void;
  /** A look, to be repeated, at whether the relay has stayed well for long enough that people should know. */
  look(now: Date): Promise<void>;
  /** Resolves when nothing more is being written. */
  rest(): Promise<void>;
}

interface RelayWatchParts {
  readonly store: Store;
  /** Who is told (`noticeRecipients`). */
  readonly notify: readonly Buffer[];
  readonly report: (...lines: string[]) => void;
  readonly clock: Pick<Clock, 'now'>;
}

/** A relay that comes and goes is away; it is back when it has stayed for so long. */
const stayedMs = 10 * 60 * 1000;

/**
 * Tells people when mailings that have begun cannot go on because of the relay, and when they go on and it stays so: of each mailing one
 * pair of notices an hour at most, however the relay flaps. What fails in that is reported, never thrown.
 */
export function watchRelay({ store, notify, report, clock }: RelayWatchParts): RelayWatch {
  let isWell: boolean | undefined;
  let writing: Promise<void> | undefined;

  const settle = async (now: Date): Promise<void> => {
    for (const { mailing, issue } of await knownTroubles(store, 'relay')) {
      const facts = { about: 'relay-over', issue } as const;
      await closeTrouble(store, { mailing, kind: 'relay', facts, to: notify, now }, stayedMs);
    }
  };

  const write = async (trouble: RelayError | undefined): Promise<void> => {
    const now = clock.now();
    if (trouble === undefined) return settle(now);
    const words = withoutAddresses(`${trouble.message} ${trouble.hint}`);
    for (const { id, issue } of await listMailings(store, ['approved', 'sending'])) {
      const facts = { about: 'relay', issue, words } as const;
      const isTold = await openTrouble(store, { mailing: id, kind: 'relay', facts, to: notify, now });
      if (isTold) report(`${issue} waits for the relay: ${words}`);
    }
  };

  return {
    onRelay: trouble => {
      const was = isWell;
      // While one is written the next failure, seconds later, has nothing to add.
      if (writing !== undefined && (trouble === undefined) === was) return;
      if (trouble === undefined && was === true) return;
      isWell = trouble === undefined;
      const before = writing ?? Promise.resolve();
      const next = before
        .then(() => write(trouble))
        .catch(thrown => report(`A notice could not be written: ${failureOf(thrown).message}`))
        .finally(() => {
          if (writing === next) writing = undefined;
        });
      writing = next;
    },
    look: async now => {
      if (isWell === true && writing === undefined) await settle(now);
    },
    rest: async () => {
      await writing;
    },
  };
}
