/** How a command that met this error ends (contracts.md, Commands): 1 refused, 2 wrong usage or configuration, 3 partly done. */
export type ErrorKind = 'refused' | 'usage' | 'partly';

interface ErrorParts {
  /** Permanent, kebab-case: `database-newer`. Tests and scripts may rely on it. */
  readonly code: string;
  /** What happened and why, in one or two plain sentences. Never holds an address, a token or a key. */
  readonly message: string;
  /** What to do now, with the corrected line or the command to type. */
  readonly hint: string;
  readonly kind?: ErrorKind;
  readonly cause?: unknown;
}

/** An error that a person meets: what, why, and what to do. Everything else that is thrown is a defect. */
export class VesnikError extends Error {
  readonly code: string;
  readonly hint: string;
  readonly kind: ErrorKind;

  constructor({ code, message, hint, kind = 'refused', cause }: ErrorParts) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'VesnikError';
    this.code = code;
    this.hint = hint;
    this.kind = kind;
  }
}
