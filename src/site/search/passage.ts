import type { Language } from '#i18n/languages.ts';
import { termOf, wordsOf } from './words.ts';

/** A stretch of a text, with a found word or without one. */
export interface Part {
  readonly text: string;
  readonly isFound: boolean;
}

/** Letters around the found words, about two lines. */
const passageLength = 260;
const lead = 80;

/** A text in parts, its found words apart. */
export function markedParts(text: string, terms: ReadonlySet<string>, language: Language): Part[] {
  const parts: Part[] = [];
  let at = 0;
  for (const word of wordsOf(text)) {
    const term = termOf(word.text, language);
    if (term === undefined || !terms.has(term)) continue;
    if (word.start > at) parts.push({ text: text.slice(at, word.start), isFound: false });
    parts.push({ text: word.text, isFound: true });
    at = word.start + word.text.length;
  }
  if (at < text.length) parts.push({ text: text.slice(at), isFound: false });
  return parts;
}

/** Those of the terms that a text has. */
export function termsIn(text: string, terms: ReadonlySet<string>, language: Language): ReadonlySet<string> {
  const found = wordsOf(text).flatMap(word => termOf(word.text, language) ?? []);
  return new Set(found.filter(term => terms.has(term)));
}

/**
 * The stretch of these paragraphs that holds the most of the terms, cut at words; the first paragraph's where several do alike.
 * Undefined where none of them is in there.
 */
export function passageOf(
  paragraphs: readonly string[],
  terms: ReadonlySet<string>,
  language: Language,
): Part[] | undefined {
  let best: { text: string; count: number } | undefined;
  for (const paragraph of paragraphs) {
    const window = windowOf(paragraph, terms, language);
    if (window !== undefined && window.count > (best?.count ?? 0)) best = window;
    if (best?.count === terms.size) break;
  }
  return best && markedParts(best.text, terms, language);
}

function windowOf(text: string, terms: ReadonlySet<string>, language: Language) {
  const hits = wordsOf(text).flatMap(({ text: word, start }) => {
    const term = termOf(word, language);
    return term !== undefined && terms.has(term) ? [{ term, start }] : [];
  });
  let best: { start: number; count: number } | undefined;
  let last = 0;
  const inside = new Map<string, number>();
  // The window's end only moves on, so that a long paragraph with many hits is passed once.
  for (const { start, term } of hits) {
    for (let next = hits[last]; next !== undefined && next.start < start + passageLength - lead; next = hits[++last])
      inside.set(next.term, (inside.get(next.term) ?? 0) + 1);
    if (inside.size > (best?.count ?? 0)) best = { start, count: inside.size };
    const left = (inside.get(term) ?? 1) - 1;
    if (left === 0) inside.delete(term);
    else inside.set(term, left);
  }
  return best && { text: cut(text, best.start), count: best.count };
}

function cut(text: string, hit: number): string {
  const start = hit <= lead ? 0 : text.indexOf(' ', hit - lead) + 1;
  const from = start > hit ? hit : start;
  const to = text.length - from <= passageLength ? text.length : text.lastIndexOf(' ', from + passageLength);
  const end = to > hit ? to : Math.min(text.length, from + passageLength);
  return `${from > 0 ? '… ' : ''}${text.slice(from, end)}${end < text.length ? ' …' : ''}`;
}
