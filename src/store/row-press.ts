import { addressIndex } from '#keys/address-index.ts';
import { type Decoding, decodeText } from './csv-decoding.ts';
import { csvRecords } from './csv-records.ts';
import type { PressedRows } from './pressed-rows.ts';
import type { RowProblem } from './row-problem.ts';
import { type PressKeys, rowStock } from './row-stock.ts';
import { findColumns } from './subscriber-columns.ts';
import { type BadRow, type RowReader, type RowRules, rowReader } from './subscriber-row.ts';

/** How a file is to be pressed. Survives a structured clone. */
export interface PressOrder {
  readonly rules: RowRules;
  readonly keys: PressKeys;
  /** False for a dry run, which wants to know who is there and writes nothing. */
  readonly seal: boolean;
  /** Refused rows come with their cells, addresses and all. */
  readonly keepCells: boolean;
}

export interface RefusedRow {
  /** The line it begins at, counted from 1. */
  readonly line: number;
  readonly problem: RowProblem;
  /** Where they were asked for and could be read. */
  readonly cells?: readonly string[];
}

/** Somebody whom another service may not mail any more, by the address's index. */
export interface AbsentRow {
  readonly index: Uint8Array;
  readonly problem: 'left-elsewhere' | 'bounced-elsewhere' | 'complained-elsewhere';
}

/** A stretch of a file, ready for the database. */
export interface Pressing {
  readonly rows: PressedRows;
  /** Rows of the stretch, refused ones too. */
  readonly read: number;
  readonly refused: readonly RefusedRow[];
  readonly absent: readonly AbsentRow[];
  /** Bytes of the file read until here. */
  readonly bytes: number;
  readonly encoding: string;
  readonly service: string | undefined;
  /** Whether a column of the file says who has left. */
  readonly tellsAbsence: boolean;
  /** The cells of the first line. */
  readonly header: readonly string[];
}

// Good rows to a stretch. Larger ones change fewer pages per row and take more memory: the whole command at a million rows is 221 MB so, 242 at 64,000.
const stretch = 48_000;

/**
 * Reads a CSV file and makes rows for the database of it, a stretch at a time, in memory that does not grow with the file.
 * Throws VesnikError (usage) `csv-columns`.
 */
export async function* pressRows(source: AsyncIterable<Uint8Array>, order: PressOrder): AsyncGenerator<Pressing> {
  const decoding: Decoding = { encoding: undefined };
  const read = { bytes: 0 };
  let reader: RowReader | undefined;
  let header: readonly string[] = [];
  const good = rowStock(order.keys, { size: stretch, seal: order.seal });
  let others = emptyOthers();
  const pressing = (): Pressing => {
    const { rows, ...rest } = { ...others, rows: good.press() };
    others = emptyOthers();
    const { encoding = 'utf-8' } = decoding;
    return {
      ...rest,
      rows,
      header,
      bytes: read.bytes,
      encoding,
      service: reader?.service,
      tellsAbsence: reader?.tellsAbsence === true,
    };
  };
  for await (const records of csvRecords(decodeText(counted(source, read), decoding))) {
    for (const record of records) {
      if ('problem' in record) {
        others.read += 1;
        others.refused.push(record);
      } else if (reader === undefined) {
        header = record.cells;
        reader = rowReader(header, order.rules);
      } else {
        const row = reader.read(record.cells);
        others.read += 1;
        if ('problem' in row) refuse(others, record, row, order);
        else good.add(row);
        if (good.count() >= stretch || others.refused.length >= stretch) yield pressing();
      }
    }
  }
  if (reader === undefined) findColumns([]);
  yield pressing();
}

interface Others {
  read: number;
  readonly refused: RefusedRow[];
  readonly absent: AbsentRow[];
}

function emptyOthers(): Others {
  return { read: 0, refused: [], absent: [] };
}

function refuse(
  others: Others,
  { line, cells }: { readonly line: number; readonly cells: readonly string[] },
  { problem, address }: BadRow,
  { keys, keepCells }: PressOrder,
): void {
  others.refused.push({ line, problem, ...(keepCells && { cells }) });
  if (address === undefined) return;
  if (problem === 'left-elsewhere' || problem === 'bounced-elsewhere' || problem === 'complained-elsewhere')
    others.absent.push({ index: addressIndex(keys, address), problem });
}

async function* counted(source: AsyncIterable<Uint8Array>, read: { bytes: number }): AsyncGenerator<Uint8Array> {
  for await (const bytes of source) {
    read.bytes += bytes.length;
    yield bytes;
  }
}
