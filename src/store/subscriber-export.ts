import { stringify } from 'csv-stringify/sync';
import { guardCell } from './csv-cell.ts';
import type { Store } from './open.ts';
import type { SubscriberState } from './subscriber-state.ts';
import { allSubscribers, type Subscriber } from './subscribers.ts';

const header = [
  ...['email', 'list', 'form', 'state', 'consent_source', 'consent_at', 'consent_words', 'paused_until'],
  ...['joined_at', 'left_at', 'left_reason'],
];
const rowsPerChunk = 1000;

/**
 * The list as CSV (RFC 4180, UTF-8 without a mark), a piece at a time. No cell is a formula to a spreadsheet, and
 * `importSubscribers` makes the same list of it.
 */
export async function* exportSubscribers(
  store: Store,
  { states }: { readonly states?: readonly SubscriberState[] } = {},
): AsyncGenerator<string> {
  let rows: string[][] = [header];
  for await (const subscriber of allSubscribers(store, {
    ...(states === undefined ? {} : { states }),
    batch: rowsPerChunk,
  })) {
    rows.push(cellsOf(subscriber));
    if (rows.length < rowsPerChunk) continue;
    yield text(rows);
    rows = [];
  }
  yield text(rows);
}

function cellsOf(subscriber: Subscriber): string[] {
  const { address, list, form, state, consent, pausedUntil, createdAt, leftAt, leftReason = '' } = subscriber;
  const { source, at, words = '' } = consent;
  const moments = [pausedUntil, createdAt, leftAt].map(moment => moment?.toISOString() ?? '');
  return [address, list, form, state, source, at.toISOString(), words, ...moments, leftReason].map(guardCell);
}

function text(rows: readonly string[][]): string {
  // Left to itself it quotes what holds the whole delimiter, but not a cell with a lone CR or LF.
  return stringify([...rows], { record_delimiter: 'windows', quoted_match: /[\r\n]/ });
}
