import type { PressedRows } from './pressed-rows.ts';

/** What became of some rows; the others were known. */
export interface Admitted {
  /** How many were added to each list. */
  readonly added: ReadonlyMap<string, number>;
  readonly suppressed: number;
}

/**
 * Adds the rows from `from` up to `to` in one write transaction, as `addSubscribers` does: nobody who is known changes but who has not confirmed
 * yet, nobody on the suppression list is added. Each database has its own way to do this fast (sqlite-admission.ts,
 * postgres-admission.ts).
 */
export type AdmitRows = (rows: PressedRows, from: number, to: number, now: Date) => Promise<Admitted>;

/** Counts additions by list, on top of those of before. */
export function listCount(before: ReadonlyMap<string, number> = new Map()): {
  readonly added: Map<string, number>;
  add(list: string, count: number): void;
} {
  const added = new Map(before);
  return { added, add: (list, count) => void added.set(list, (added.get(list) ?? 0) + count) };
}
