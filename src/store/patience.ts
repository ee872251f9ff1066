import { setTimeout as wait } from 'node:timers/promises';
import { databaseLocked, explain, isBusy } from './database-errors.ts';

export interface Patience {
  /** What messages call the database. */
  readonly place: string;
  /** How long to wait for another process's write before `database-locked`. */
  readonly patienceMs: number;
}

/**
 * Runs something on SQLite, again and again while another process is writing. The pauses are on the event loop: SQLite's
 * own waiting would stop it. Throws VesnikError `database-locked`, or what database-errors.ts makes of the failure.
 */
export async function patiently<Result>({ place, patienceMs }: Patience, attempt: () => Result): Promise<Result> {
  const deadline = performance.now() + patienceMs;
  for (let pauseMs = 1; ; pauseMs = Math.min(pauseMs * 2, 50)) {
    try {
      return attempt();
    } catch (error) {
      if (!isBusy(error)) throw explain(error, place);
      if (performance.now() > deadline) throw databaseLocked(place, error);
    }
    await wait(pauseMs * (0.5 + Math.random()));
  }
}
