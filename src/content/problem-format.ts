import type { Problem } from './problem.ts';

/**
 * Problems as people read them, sorted: `content/issues/2024-04-15/economy.be.mdx:4:1 error …`, the rule, and below what
 * to do. Ends with a line feed; empty where there are none.
 */
export function formatProblems(problems: readonly Problem[]): string {
  return inFileOrder(problems)
    .map(({ file, line, column, severity, message, rule, hint }) =>
      [
        `${seen(file)}:${line}:${column} ${severity} ${seen(message)} [${rule}]`,
        ...hint.split('\n').map(one => `    ${seen(one)}`),
      ].join('\n'),
    )
    .map(text => `${text}\n`)
    .join('');
}

/** By file, line and column. The same fault at the same place is said once. */
export function inFileOrder(problems: readonly Problem[]): Problem[] {
  const sorted = problems.toSorted(
    (a, b) => compare(a.file, b.file) || a.line - b.line || a.column - b.column || compare(a.rule, b.rule),
  );
  return sorted.filter((one, index) => {
    const before = sorted[index - 1];
    return (
      !before ||
      before.file !== one.file ||
      before.line !== one.line ||
      before.column !== one.column ||
      before.rule !== one.rule ||
      before.message !== one.message
    );
  });
}

/** Characters that would move a terminal's cursor or turn its text are written by their number. */
function seen(text: string): string {
  return text.replaceAll(
    /[\p{Cc}\u200B-\u200F\u2028-\u202E\u2060-\u206F\uFEFF]/gu,
    character => `<U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}>`,
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
