/** Whether this names a version of the words by a form of ours: a language and a digest, `be-3f9a01c2d4e5`. */
export function isWordsVersion(text: string): boolean {
  return /^[a-z]{2,3}-[0-9a-f]{12}$/.test(text);
}
