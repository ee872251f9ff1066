import type { Problem } from '#content/problem.ts';

/** Something to know before sending: a problem of the content, or one of the mails that are made of it. Errors stop. */
export interface Finding extends Problem {
  /** The list whose mail shows it; absent: all of them, or the content itself. */
  readonly list?: string;
}

/** A finding at a file's beginning, for what belongs to no line. */
export function findingAt(
  file: string,
  { rule, severity, message, hint, list }: Omit<Finding, 'file' | 'line' | 'column'>,
): Finding {
  return { file, line: 1, column: 1, rule, severity, message, hint, ...(list !== undefined && { list }) };
}

/** In order of files and lines, and each once: lists share files. */
export function inOrder(findings: readonly Finding[]): Finding[] {
  const unique = new Map(findings.map(finding => [JSON.stringify(finding), finding]));
  return [...unique.values()].sort(
    (a, b) => compare(a.file, b.file) || a.line - b.line || a.column - b.column || compare(a.rule, b.rule),
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
