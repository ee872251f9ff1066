import { addressIndex } from '#keys/address-index.ts';
import { type Decoding, decodeText } from './csv-decoding.ts';
import { csvRecords } from './csv-records.ts';
import { type PressedRows, type PressKeys, pressedRows } from './pressed-rows.ts';
import { findColumns } from './subscriber-columns.ts';
import { type GoodRow, type RowProblem, type RowReader, type RowRules, rowReader } from './subscriber-row.ts';

/** How a file is to be pressed. Survives a structured clone. */
export interface PressOrder {
  readonly rules: RowRules;
  readonly keys: PressKeys;
  /** False for a dry run, which wants to know who is there and writes nothing. */
  readonly seal: boolean;
}

export interface RefusedRow {
  /** The line it begins at, counted from 1. */
  readonly line: number;
  readonly problem: RowProblem;
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
}

// Good rows to a stretch. Larger ones change fewer pages per row (0.2 at 60,000 in a list of a million) and take more memory.
const stretch = 60_000;

/**
 * Reads a CSV file and makes rows for the database of it, a stretch at a time, in memory that does not grow with the file.
 * Throws VesnikError (usage) `csv-columns`.
 */
export async function* pressRows(source: AsyncIterable<Uint8Array>, order: PressOrder): AsyncGenerator<Pressing> {
  const decoding: Decoding = { encoding: undefined };
  const read = { bytes: 0 };
  let reader: RowReader | undefined;
  let stock = emptyStock();
  const pressing = (): Pressing => {
    const { good, ...others } = stock;
    stock = emptyStock();
    return {
      ...others,
      rows: pressedRows(good, order.keys, order),
      bytes: read.bytes,
      encoding: decoding.encoding ?? 'utf-8',
      service: reader?.service,
    };
  };
  for await (const records of csvRecords(decodeText(counted(source, read), decoding))) {
    for (const record of records) {
      if ('problem' in record) {
        stock.read += 1;
        stock.refused.push(record);
      } else if (reader === undefined) reader = rowReader(record.cells, order.rules);
      else take(stock, record.line, reader.read(record.cells), order.keys);
    }
    if (stock.good.length >= stretch || stock.refused.length >= stretch) yield pressing();
  }
  if (reader === undefined) findColumns([]);
  yield pressing();
}

interface Stock {
  read: number;
  readonly good: GoodRow[];
  readonly refused: RefusedRow[];
  readonly absent: AbsentRow[];
}

function emptyStock(): Stock {
  return { read: 0, good: [], refused: [], absent: [] };
}

function take(stock: Stock, line: number, row: ReturnType<RowReader['read']>, keys: PressKeys): void {
  stock.read += 1;
  if (!('problem' in row)) return void stock.good.push(row);
  const { problem, address } = row;
  stock.refused.push({ line, problem });
  if (address === undefined) return;
  if (problem === 'left-elsewhere' || problem === 'bounced-elsewhere' || problem === 'complained-elsewhere')
    stock.absent.push({ index: addressIndex(keys, address), problem });
}

async function* counted(source: AsyncIterable<Uint8Array>, read: { bytes: number }): AsyncGenerator<Uint8Array> {
  for await (const bytes of source) {
    read.bytes += bytes.length;
    yield bytes;
  }
}
