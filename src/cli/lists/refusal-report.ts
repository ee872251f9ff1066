import { type FileHandle, open } from 'node:fs/promises';
import { stringify } from 'csv-stringify/sync';
import { VesnikError } from '#errors.ts';
import { guardCell } from '#store/csv-cell.ts';
import type { RefusedRow } from '#store/row-press.ts';
import { rowProblemText } from '#store/row-problem.ts';

/** A file that refused rows are written to as they turn up. */
export interface RefusalReport {
  add(refused: readonly RefusedRow[], header: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

/** A line and a reason, for people. Nothing of the row is repeated. */
export function refusalLine({ line, problem }: RefusedRow): string {
  return `line ${line}: ${rowProblemText(problem)}`;
}

/**
 * Begins a report, readable by its owner alone. `withRows`: a CSV file of the rows themselves with line and reason behind them, to be
 * set right and imported; else lines and reasons only. Nothing is replaced: the name may be that of the list. Throws VesnikError (usage) `unwritable`.
 */
export async function openReport(
  file: string,
  given: string,
  { withRows }: { readonly withRows: boolean },
): Promise<RefusalReport> {
  const handle = await open(file, 'wx', 0o600).catch(cause => {
    throw unwritable(given, cause);
  });
  return { add: withRows ? rowsInto(handle) : linesInto(handle), close: () => handle.close() };
}

function linesInto(handle: FileHandle): RefusalReport['add'] {
  return refused => handle.appendFile(refused.map(row => `${refusalLine(row)}\n`).join(''));
}

function rowsInto(handle: FileHandle): RefusalReport['add'] {
  let isBegun = false;
  return async (refused, header) => {
    const rows = refused.map(({ line, problem, cells = [] }) => [
      ...Array.from({ length: header.length }, (_, at) => cells[at] ?? ''),
      String(line),
      rowProblemText(problem),
    ]);
    const all = isBegun ? rows : [[...header, 'refused_line', 'refused_reason'], ...rows];
    isBegun = true;
    await handle.appendFile(
      stringify(
        all.map(row => row.map(guardCell)),
        { record_delimiter: 'windows' },
      ),
    );
  };
}

function unwritable(given: string, cause: unknown): VesnikError {
  const exists = cause instanceof Error && 'code' in cause && cause.code === 'EEXIST';
  return new VesnikError({
    code: 'unwritable',
    message: exists ? `${given} exists already, and a report replaces nothing.` : `${given} cannot be written.`,
    hint: 'Name a new file in a folder that exists.',
    kind: 'usage',
    cause,
  });
}
