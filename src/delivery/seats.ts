import type { Flight, Staged } from './flight.ts';

/** An open lane as the flight sees it. */
export interface Seat {
  /** How many messages it takes before the first of them has ended. */
  depth: number;
  onWire: number;
  /** Its connection has to be opened anew, and its lane knows. */
  isRenewing: boolean;
  isReady(): boolean;
  /** Sends it, and tells the flight how that ended. */
  begin(staged: Staged): void;
}

/** Gives what is ready to the open lanes, those with the least on the wire first. */
export function board(flight: Flight): void {
  const { ready, openLanes } = flight;
  let isWakingNeeded = false;
  for (let load = 0, deepest = 1; load < deepest && ready.length > 0; load += 1) {
    for (const seat of openLanes.values()) {
      deepest = Math.max(deepest, seat.depth);
      if (seat.onWire !== load || load >= seat.depth) continue;
      if (!seat.isReady()) {
        isWakingNeeded ||= !seat.isRenewing;
        seat.isRenewing = true;
        continue;
      }
      const next = ready.shift();
      if (next === undefined) break;
      seat.begin(next);
    }
  }
  if (isWakingNeeded) flight.pulse.beat();
}
