import { admitter } from './admission-batches.ts';
import { checkSource } from './consent-source.ts';
import { foreseer } from './foreseen-admissions.ts';
import { keepKeysCurrent } from './live-keys.ts';
import type { Store } from './open.ts';
import { pressings } from './press-thread.ts';
import { releaseRows } from './pressed-rows.ts';
import type { RefusedRow } from './row-press.ts';
import type { RowRules } from './subscriber-row.ts';
import type { Consent } from './subscribers.ts';
import { suppressAbsent } from './suppressions.ts';

export interface ImportOptions extends RowRules {
  /** A file's bytes, as `createReadStream` gives them. */
  readonly source: AsyncIterable<Uint8Array>;
  readonly consent: Consent;
  readonly now: Date;
  /** Says what would become of each row and changes nothing. */
  readonly dryRun?: boolean;
  /** Whoever left, bounced or complained at the service that the file is from goes on the suppression list. */
  readonly suppressAbsent?: boolean;
  /** Called with rows that are refused, in order, and the cells of the first line; it is waited for. */
  readonly onRefused?: (refused: readonly RefusedRow[], header: readonly string[]) => Promise<void> | void;
  /** Refused rows come with their cells, addresses and all. */
  readonly keepCells?: boolean;
  /** Stops after the batch that is under way; what was added stays. */
  readonly signal?: AbortSignal;
  /** Called after each batch; `bytes` of the source were read for what is done. */
  readonly onProgress?: (report: ImportReport, bytes: number) => void;
}

/** `rows = added + known + suppressed + refused`. */
export interface ImportReport {
  readonly rows: number;
  readonly added: number;
  /** There already, or twice in the file; left as they are, whatever their state. */
  readonly known: number;
  readonly suppressed: number;
  readonly refused: number;
  /** Refused rows whose addresses went on the suppression list. */
  readonly newlySuppressed: number;
  /** How many were added to each list. */
  readonly addedByList: Readonly<Record<string, number>>;
  /** `utf-8`, `utf-16le`, `windows-1251`, … */
  readonly encoding: string;
  /** The service whose export this is, where its columns say so. */
  readonly service?: string | undefined;
  /** Whether a column of the file says who has left. */
  readonly tellsAbsence: boolean;
  /** It was stopped before the end of the file. */
  readonly stopped: boolean;
}

/**
 * Imports a CSV file with an address column and a list or language column, in memory that does not grow with it, on two
 * threads. Good rows go in, bad ones are reported; running it again adds nothing twice, so an interrupted import is simply
 * repeated. Throws VesnikError (usage) `csv-columns`, and `source-refused` for the consent of all rows.
 */
export async function importSubscribers(store: Store, options: ImportOptions): Promise<ImportReport> {
  const {
    source,
    lists,
    defaultList,
    consent,
    map,
    takesAllLetters = false,
    now,
    dryRun = false,
    keepCells = false,
  } = options;
  checkSource(consent.source);
  await keepKeysCurrent(store);
  const tally = { rows: 0, added: 0, known: 0, suppressed: 0, refused: 0, newlySuppressed: 0 };
  const addedByList = new Map<string, number>();
  let about: Pick<ImportReport, 'encoding' | 'service' | 'tellsAbsence'> = { encoding: 'utf-8', tellsAbsence: false };
  let stopped = false;
  const report = (): ImportReport => ({
    ...tally,
    addedByList: Object.fromEntries([...addedByList].sort()),
    ...about,
    stopped,
  });
  const admit = dryRun ? foreseer(store) : admitter(store, now);
  const order = {
    rules: { lists, defaultList, consent, map, takesAllLetters },
    keys: store.ring,
    seal: !dryRun,
    keepCells,
  };
  let bytesBefore = 0;
  for await (const pressing of pressings(source, order)) {
    const { rows, read, refused, absent, bytes, encoding, service, tellsAbsence, header } = pressing;
    about = { encoding, tellsAbsence, ...(service !== undefined && { service }) };
    tally.rows += refused.length;
    tally.refused += refused.length;
    if (refused.length > 0) await options.onRefused?.(refused, header);
    if (options.suppressAbsent === true) tally.newlySuppressed += await suppressAbsent(store, absent, { now, dryRun });
    for await (const { admitted, count, done } of admit(rows)) {
      for (const [list, more] of admitted.added) addedByList.set(list, (addedByList.get(list) ?? 0) + more);
      const added = [...admitted.added.values()].reduce((sum, more) => sum + more, 0);
      tally.rows += count;
      tally.added += added;
      tally.suppressed += admitted.suppressed;
      tally.known += count - added - admitted.suppressed;
      options.onProgress?.(report(), bytesBefore + (bytes - bytesBefore) * ((done + refused.length) / read));
      stopped = options.signal?.aborted === true;
      if (stopped) return report();
    }
    releaseRows(rows);
    bytesBefore = bytes;
  }
  return report();
}
