import type { RowKind } from './row-kind.ts';

/**
 * Subscribers ready for the database, in the order of their address indexes, packed so that a thread hands a hundred
 * thousand of them over for nothing. Where they were not sealed `refs` and `sealed` are empty.
 */
export interface PressedRows {
  readonly count: number;
  /** 32 bytes each. */
  readonly indexes: Uint8Array<ArrayBuffer>;
  /** 16 bytes each. */
  readonly refs: Uint8Array<ArrayBuffer>;
  readonly sealed: Uint8Array<ArrayBuffer>;
  /** Where each sealed address ends. */
  readonly sealedEnds: Uint32Array<ArrayBuffer>;
  readonly kinds: readonly RowKind[];
  /** Each row's place in `kinds`. */
  readonly kindOf: Uint32Array<ArrayBuffer>;
  readonly consentAt: Float64Array<ArrayBuffer>;
  /** NaN: no pause. */
  readonly pausedUntil: Float64Array<ArrayBuffer>;
  /** NaN: now. */
  readonly joinedAt: Float64Array<ArrayBuffer>;
  /** NaN: now. */
  readonly leftAt: Float64Array<ArrayBuffer>;
}

/** The memory that rows lie in. */
export function buffersOf(rows: PressedRows): ArrayBuffer[] {
  const { indexes, refs, sealed, sealedEnds, kindOf, consentAt, pausedUntil, joinedAt, leftAt } = rows;
  return [indexes, refs, sealed, sealedEnds, kindOf, consentAt, pausedUntil, joinedAt, leftAt].map(
    ({ buffer }) => buffer,
  );
}

/** Gives the memory of rows that were dealt with back at once; they are empty then. It lies outside of V8's heap, where nobody hurries to collect it. */
export function releaseRows(rows: PressedRows): void {
  for (const buffer of buffersOf(rows)) buffer.transfer(0);
}
