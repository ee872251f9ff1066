/**
 * Words of an answer without a recipient whose address a server cut off: before dots (`ivan.iv...`) or at the end of what it says.
 * Half of the part before @ tells who it is; less than four letters tell nobody.
 */
export function withoutCut(words: string, recipient: string, mark: string): string {
  return words.replace(cut, (whole, start: string) =>
    isStart(start, recipient) ? whole.replace(start, () => mark) : whole,
  );
}

/** Whether `withoutCut` would change them. */
export function holdsCut(words: string, recipient: string): boolean {
  return [...words.matchAll(cut)].some(([, start = '']) => isStart(start, recipient));
}

// Behind whatever stands before an address: `<`, `for=`, `rfc822;`.
const cut = /([^\s<>"'`()[\]{},;:=/]+?)(?:\.{2,}|…|[\s<>"'`()[\]{},;:=/]*$)/gu;

function isStart(start: string, recipient: string): boolean {
  const least = Math.max(4, Math.ceil(recipient.lastIndexOf('@') / 2));
  return start.length >= least && recipient.toLowerCase().startsWith(start.toLowerCase());
}
