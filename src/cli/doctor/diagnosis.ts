import { VesnikError } from '#errors.ts';

/** One thing that was looked at. */
export interface Diagnosis {
  /** Permanent, for machines: `key.file`. What stands before the dot groups them for people. */
  readonly check: string;
  /** `unknown`: cannot be found out from here. */
  readonly state: 'ok' | 'warning' | 'error' | 'unknown';
  readonly message: string;
  /** What to do; absent where nothing is to be done. */
  readonly hint?: string;
}

export function ok(check: string, message: string): Diagnosis {
  return { check, state: 'ok', message };
}

export function warning(check: string, message: string, hint: string): Diagnosis {
  return { check, state: 'warning', message, hint };
}

export function error(check: string, message: string, hint: string): Diagnosis {
  return { check, state: 'error', message, hint };
}

export function unknown(check: string, message: string): Diagnosis {
  return { check, state: 'unknown', message };
}

/** What `look` finds; what it throws for people is a diagnosis too. */
export async function diagnose(check: string, look: () => Promise<Diagnosis[]>): Promise<Diagnosis[]> {
  try {
    return await look();
  } catch (thrown) {
    if (thrown instanceof VesnikError) return [error(check, thrown.message, thrown.hint)];
    throw thrown;
  }
}

/** What `read` gives; undefined also where it throws for people, which another check has made a diagnosis of already. */
export async function usable<Value>(read: () => Promise<Value | undefined>): Promise<Value | undefined> {
  try {
    return await read();
  } catch (thrown) {
    if (thrown instanceof VesnikError) return undefined;
    throw thrown;
  }
}
