import type { Flight } from './flight.ts';
import type { Lane } from './lane.ts';
import { RelayError } from './relay-error.ts';
import type { WorkerOptions } from './worker-run.ts';

/** A lane whose connections `onRelay` hears of. One of several that is turned away while others stand is no trouble. */
export function watchedLane(
  lane: Lane,
  { flight, onRelay }: Pick<WorkerOptions, 'onRelay'> & { readonly flight: Flight },
): Lane {
  if (onRelay === undefined) return lane;
  return {
    ...lane,
    open: async () => {
      try {
        const depth = await lane.open();
        onRelay(undefined);
        return depth;
      } catch (error) {
        if (error instanceof RelayError && flight.openLanes.size === 0) onRelay(error);
        throw error;
      }
    },
  };
}
