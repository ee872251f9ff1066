import type { VFileMessage } from 'vfile-message';

/** The first brace that is never closed; those in a comment do not count. */
export function openBrace(text: string): number {
  const open: number[] = [];
  for (const { 0: sign, index } of text.matchAll(/\\[{}]|[{}]/g)) {
    if (sign === '{') open.push(index);
    if (sign === '}') open.pop();
  }
  return open[0] ?? text.lastIndexOf('{');
}

/** The first tag from which a quote stays open up to the place where the parser stopped. */
export function openQuote(text: string, offset: number): number {
  for (const { index } of text.matchAll(/<[A-Za-z]/g)) {
    if (index >= offset) break;
    const tag = /^<[^"'>]*(?:"[^"]*"[^"'>]*|'[^']*'[^"'>]*)*["'>]?/.exec(text.slice(index, offset))?.[0] ?? '';
    if (index + tag.length <= offset && /["']$/.test(tag) && !/["']/.test(text.slice(index + tag.length, offset)))
      return index;
  }
  return text.lastIndexOf('<', offset - 1);
}

/** Where the parser stopped; at the end where it does not say. */
export function offsetOf({ place }: VFileMessage, text: string): number {
  const point = place && 'start' in place ? place.start : place;
  return point?.offset ?? text.length;
}

/** The index of a place whose lines and columns count from 1. */
export function indexAt(text: string, { line, column }: { line: number; column: number }): number {
  const lines = text.split('\n').slice(0, line - 1);
  return lines.reduce((sum, one) => sum + one.length + 1, 0) + column - 1;
}
