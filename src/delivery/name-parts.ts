import { isOrdinary } from './ordinary-words.ts';

/**
 * What else a local part says of a person: its names each by itself (`kavalenka` of `hanna.kavalenka`), and in the other order. Names of less
 * than four letters and words that servers say to everybody tell nobody.
 */
export function nameParts(local: string): string[] {
  const names = local
    .replace(/\+.*$/, '')
    .split(/[._-]+/)
    .filter(name => name !== '');
  if (names.length < 2) return [];
  return [...names.filter(name => /^\p{L}{4,}$/u.test(name) && !isOrdinary(name)), names.toReversed().join('.')];
}
