import type { Engine, Found } from './search-engine.ts';
import type { Wanted } from './wanted.ts';

/** What is shown at once. */
export interface ResultPage {
  readonly found: readonly Found[];
  readonly isLast: boolean;
  /** Nothing had the words themselves; these have similar ones. */
  readonly isSimilar: boolean;
}

/** Results in portions; no more years are fetched than a portion needs. The first portion may be empty, later ones never are. */
export async function* resultPages(
  engine: Engine,
  wanted: Wanted,
  length: number,
): AsyncGenerator<ResultPage, undefined> {
  let isSimilar = false;
  let waiting: Found[] = [];
  for await (const ofYear of engine.search(wanted)) {
    waiting.push(...ofYear);
    for (; waiting.length > length; waiting = waiting.slice(length))
      yield { found: waiting.slice(0, length), isLast: false, isSimilar };
  }
  if (waiting.length === 0 && wanted.words !== '') {
    isSimilar = true;
    for await (const ofYear of engine.search(wanted, true)) waiting.push(...ofYear);
    // Similar words are in many pieces; the best of them are worth a look.
    waiting = waiting.slice(0, length);
  }
  yield { found: waiting, isLast: true, isSimilar: isSimilar && waiting.length > 0 };
  return undefined;
}
