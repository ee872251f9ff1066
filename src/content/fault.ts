import type { Problem } from './problem.ts';

/** Line and column, both from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** A problem before the file's name is known. */
export interface Fault extends Place {
  /** Permanent, kebab-case. */
  readonly rule: string;
  readonly severity: Problem['severity'];
  readonly message: string;
  readonly hint: string;
}

const fileStart: Place = { line: 1, column: 1 };

/** An error at a place. */
export function fault(place: Place | undefined, rule: string, message: string, hint: string): Fault {
  const { line, column } = place ?? fileStart;
  return { line, column, rule, severity: 'error', message, hint };
}

/** A warning at a place: shown, never in the way. */
export function warning(place: Place | undefined, rule: string, message: string, hint: string): Fault {
  return { ...fault(place, rule, message, hint), severity: 'warning' };
}

/** The faults of one file as problems. `file` is a path from the root with slashes. */
export function problemsOf(file: string, faults: readonly Fault[]): Problem[] {
  return faults.map(({ line, column, rule, severity, message, hint }) => ({
    file,
    line,
    column,
    rule,
    severity,
    message,
    hint,
  }));
}

export function isError({ severity }: { readonly severity: Problem['severity'] }): boolean {
  return severity === 'error';
}
