import type { RelayError } from '#delivery/relay-error.ts';
import { listMailings } from '#store/mailings.ts';
import type { Store } from '#store/open.ts';
import { closeTrouble, openTrouble, troublesOf } from '#store/troubles.ts';
import { failureOf } from './failure.ts';
import { withoutAddresses } from './redact.ts';

interface RelayWatch {
  /** For `runWorker`. */
  readonly onRelay: (trouble: RelayError | undefined) => void;
  /** Resolves when nothing more is being written. */
  rest(): Promise<void>;
}

interface RelayWatchParts {
  readonly store: Store;
  /** Who is told (`noticeRecipients`). */
  readonly notify: readonly Buffer[];
  readonly report: (...lines: string[]) => void;
}

/**
 * Tells people when mailings that have begun cannot go on because of the relay, once for each, and when they go on. What fails in that
 * is reported, never thrown.
 */
export function watchRelay({ store, notify, report }: RelayWatchParts): RelayWatch {
  let isWell: boolean | undefined;
  let writing: Promise<void> | undefined;

  const write = async (trouble: RelayError | undefined): Promise<void> => {
    const now = new Date();
    const common = { kind: 'relay', to: notify, now } as const;
    if (trouble === undefined) {
      for (const { mailing, issue } of await troublesOf(store, 'relay')) {
        await closeTrouble(store, { ...common, mailing, facts: { about: 'relay-over', issue } });
      }
      return;
    }
    const words = withoutAddresses(trouble.message);
    for (const { id, issue } of await listMailings(store, ['approved', 'sending'])) {
      const isNew = await openTrouble(store, { ...common, mailing: id, facts: { about: 'relay', issue, words } });
      if (isNew) report(`${issue} waits for the relay: ${words}`);
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
    rest: async () => {
      await writing;
    },
  };
}
