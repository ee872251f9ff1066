import { checkSource } from './consent-source.ts';
import { type Decoding, decodeText } from './csv-decoding.ts';
import { csvRecords } from './csv-records.ts';
import type { ListName } from './list-matching.ts';
import type { Store } from './open.ts';
import { addSubscribers, foreseeAdmissions, type NewSubscriber } from './subscriber-admission.ts';
import { findColumns } from './subscriber-columns.ts';
import { type RowProblem, type RowRules, readRow } from './subscriber-row.ts';
import type { Admission, Consent } from './subscribers.ts';

// Rows in one transaction: as many as this disk takes in 15 to 40 ms, so that doors and senders get the write lock too.
// Halved and doubled, since each number of rows is a statement of its own.
const firstBatch = 500;
const leastBatch = 125;
const mostBatch = 2000;
const tooShortMs = 15;
const tooLongMs = 40;

export interface ImportOptions {
  /** A file's bytes, as `createReadStream` gives them. */
  readonly source: AsyncIterable<Uint8Array>;
  readonly lists: readonly ListName[];
  readonly defaultList?: string | undefined;
  readonly consent: Consent;
  readonly now: Date;
  /** Says what would become of each row and changes nothing. */
  readonly dryRun?: boolean;
  /** Called for each row that is refused, in order. */
  readonly onRefused?: (refusal: RefusedRow) => void;
  /** Called after each batch. */
  readonly onProgress?: (report: ImportReport) => void;
}

export interface RefusedRow {
  /** The line it begins at, counted from 1. */
  readonly line: number;
  readonly problem: RowProblem;
}

/** `rows = added + known + suppressed + refused`. */
export interface ImportReport {
  readonly rows: number;
  readonly added: number;
  /** There already, or twice in the file; left as they are, whatever their state. */
  readonly known: number;
  readonly suppressed: number;
  readonly refused: number;
  /** How many were added to each list. */
  readonly addedByList: Readonly<Record<string, number>>;
  /** `utf-8`, `utf-16le`, `windows-1251`, … */
  readonly encoding: string;
}

/**
 * Imports a CSV file with an address column and a list or language column, in memory that does not grow with it. Good rows
 * go in, bad ones are reported; running it again adds nothing twice, so an interrupted import is simply repeated.
 * Throws VesnikError (usage) `csv-columns`, and `source-refused` for the consent of all rows.
 */
export async function importSubscribers(store: Store, options: ImportOptions): Promise<ImportReport> {
  checkSource(options.consent.source);
  const decoding: Decoding = { encoding: undefined };
  const tally = { rows: 0, added: 0, known: 0, suppressed: 0, refused: 0 };
  const addedByList = new Map<string, number>();
  const report = (): ImportReport => ({
    ...tally,
    addedByList: Object.fromEntries(addedByList),
    encoding: decoding.encoding ?? 'utf-8',
  });
  const admit =
    options.dryRun === true
      ? foreseen(store)
      : (rows: readonly NewSubscriber[]) => addSubscribers(store, rows, options.now);
  let batch = firstBatch;
  let waiting: NewSubscriber[] = [];
  const flush = async (): Promise<void> => {
    const rows = waiting;
    waiting = [];
    const startedMs = performance.now();
    const admissions = await admit(rows);
    const tookMs = performance.now() - startedMs;
    if (tookMs > tooLongMs && batch > leastBatch) batch /= 2;
    else if (tookMs < tooShortMs && batch < mostBatch) batch *= 2;
    admissions.forEach((admission, at) => {
      tally[admission] += 1;
      const list = rows[at]?.list;
      if (admission === 'added' && list !== undefined) addedByList.set(list, (addedByList.get(list) ?? 0) + 1);
    });
    options.onProgress?.(report());
  };
  for await (const row of subscriberRows(options, decoding)) {
    tally.rows += 1;
    if ('problem' in row) {
      tally.refused += 1;
      options.onRefused?.(row);
    } else if (waiting.push(row) === batch) await flush();
  }
  if (waiting.length > 0) await flush();
  return report();
}

async function* subscriberRows(options: ImportOptions, decoding: Decoding): AsyncGenerator<NewSubscriber | RefusedRow> {
  let rules: RowRules | undefined;
  for await (const records of csvRecords(decodeText(options.source, decoding))) {
    for (const record of records) {
      if ('problem' in record) yield record;
      else if (rules === undefined)
        rules = { ...options, columns: findColumns(record.cells), width: record.cells.length };
      else {
        const row = readRow(record.cells, rules);
        yield typeof row === 'string' ? { line: record.line, problem: row } : row;
      }
    }
  }
  if (rules === undefined) findColumns([]);
}

// A dry run remembers 48 bits of each address's index, so that an address given twice counts once.
function foreseen(store: Store): (rows: readonly NewSubscriber[]) => Promise<Admission[]> {
  const seen = new Set<number>();
  return async rows => {
    const foreseen = await foreseeAdmissions(store, rows);
    return foreseen.map(({ admission, index }) => {
      const mark = index.readUIntBE(0, 6);
      if (admission !== 'added') return admission;
      if (seen.has(mark)) return 'known';
      seen.add(mark);
      return 'added';
    });
  };
}
