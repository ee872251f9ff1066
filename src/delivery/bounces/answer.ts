/** What the refusing server said, out of the words around it. */
const mostLines = 12;
const longest = 1000;

/**
 * The lines of a plain notice that hold a server's answer: those with a reply or enhanced code, those behind `<<<` or
 * `said:`, and the lines that go on from them. '' where there are none.
 */
export function answerIn(words: string): string {
  const lines = words
    .slice(0, 30_000)
    .split(/\r?\n/)
    .map(line => line.trim());
  const answers: string[] = [];
  let isGoingOn = false;
  for (const line of lines) {
    const isAnswer = isCoded(line);
    if (isAnswer || (isGoingOn && line !== '' && !/^(?:<?\S+@\S+>?:?|-{3,}.*|>>>.*)$/.test(line))) answers.push(line);
    isGoingOn = isAnswer || (isGoingOn && line !== '');
    if (answers.length === mostLines) break;
  }
  return oneLine(answers.join(' '));
}

/** One line of at most 1000 characters, without control characters. */
export function oneLine(text: string): string {
  return [
    ...text
      .slice(0, 4 * longest)
      .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ')
      .trim(),
  ]
    .slice(0, longest)
    .join('');
}

function isCoded(line: string): boolean {
  if (/^>>> |^\d{3} .{0,30}(?:ok|accepted)\b/i.test(line)) return false;
  return (
    /(?<![\d.,:/\p{L}-])[45]\d\d(?:[ -](?!\d{3}\b)|$|[;:#])/u.test(line) ||
    /(?<![\d.])[45]\.\d{1,3}\.\d{1,3}(?!\d|\.\d)/.test(line) ||
    /^<<< |\bsaid: |responded with|remote (?:server|host) (?:said|returned)|reason(?: was)?: /i.test(line)
  );
}
