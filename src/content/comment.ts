const comments = /^\s*(?:\/\*(?:(?!\*\/)[\s\S])*\*\/\s*)+$/;

/** Whether what stands between braces is nothing but comments. */
export function isComment(value: string): boolean {
  return comments.test(value);
}
