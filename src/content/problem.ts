/** A fault in the content, at its place. Lines and columns count from 1; 1:1 where the whole file is meant. */
export interface Problem {
  /** Path from the root with slashes. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** Permanent, kebab-case: `unknown-block`. */
  readonly rule: string;
  readonly severity: 'error' | 'warning';
  readonly message: string;
  /** What to write instead: the corrected line where there is one. */
  readonly hint: string;
}
