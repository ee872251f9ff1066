import { createHash } from 'node:crypto';
import type { Language } from '#i18n/languages.ts';
import { phrases } from './archive-words.ts';

/** Chance that can be repeated: the same key gives the same text on every machine. */
export interface Chance {
  /** A whole number from `from` to `to`, both included. */
  readonly number: (from: number, to: number) => number;
  readonly pick: <Value>(values: readonly Value[]) => Value;
}

export function chance(key: string): Chance {
  let state = createHash('sha256').update(key).digest().readUInt32LE(0);
  const next = () => {
    // Mulberry32: good enough for words, and no two machines disagree.
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const number = (from: number, to: number) => from + Math.floor(next() * (to - from + 1));
  return {
    number,
    pick: values => {
      const value = values[number(0, values.length - 1)];
      if (value === undefined) throw new RangeError('nothing to pick from');
      return value;
    },
  };
}

/** What a text may lead to. */
interface Surroundings {
  /** `issue/slug` of older pieces. */
  readonly older: readonly string[];
  /** A picture file beside the text, where it has one. */
  readonly picture?: string;
}

/** A body of about so many bytes: paragraphs, headings, lists, tables, quotations, footnotes, links and blocks. */
export function bodyOf(language: Language, sizeBytes: number, { pick, number }: Chance, around: Surroundings): string {
  const words = phrases[language];
  const notes: string[] = [];
  const paragraph = () => {
    const sentences = Array.from({ length: number(3, 6) }, () => sentence(language, { pick, number }));
    const extra = number(1, 6);
    if (extra === 1)
      sentences.push(`[${capital(pick(words.links))}](https://example.org/${number(2010, 2024)}/${number(1, 999)}).`);
    if (extra === 2) sentences.push(`**${sentence(language, { pick, number })}**`);
    if (extra === 3) sentences.push(`*${sentence(language, { pick, number })}*`);
    if (extra === 4) {
      notes.push(`[^${notes.length + 1}]: ${words.note}, ${number(1, 99_999)}.`);
      sentences.push(`${sentence(language, { pick, number })}[^${notes.length}]`);
    }
    return sentences.join(' ');
  };
  const items = (mark: string) =>
    Array.from({ length: number(3, 5) }, () => `${mark} ${sentence(language, { pick, number })}`).join('\n');
  const table = () => {
    const rows = words.rows.map(row => `| ${row} | ${number(10, 999)} | ${number(10, 999)} |`);
    return [`| ${words.columns.join(' | ')} |`, '| :--- | ---: | ---: |', ...rows].join('\n');
  };
  const inserts = [
    () => items('-'),
    () => items('1.'),
    table,
    () => `> ${paragraph()}`,
    () => `<PullQuote>\n\n${sentence(language, { pick, number })}\n\n</PullQuote>`,
    () => `<Callout kind="background" title="${pick(words.callouts)}">\n\n${paragraph()}\n\n</Callout>`,
    () => timeline(2 + number(0, 2), () => sentence(language, { pick, number })),
    () => (around.older.length > 0 ? `<ReadMore to="${pick(around.older)}" />` : items('-')),
    () => `### ${pick(words.headings)}\n\n${paragraph()}`,
  ];
  const parts = [paragraph()];
  if (around.picture !== undefined)
    parts.push(`<Figure src="./${around.picture}" alt="${words.caption}" caption="${words.caption}" />`);
  let size = 0;
  const isWeekly = number(1, 8) === 1;
  while (size < sizeBytes) {
    const inside = [paragraph(), paragraph(), ...(number(1, 3) === 1 ? [pick(inserts)()] : []), paragraph()];
    const text = inside.join('\n\n');
    const part = isWeekly
      ? `<Story title="${pick(words.stories)}">\n\n${text}\n\n</Story>`
      : `## ${pick(words.headings)}\n\n${text}`;
    parts.push(part);
    size += Buffer.byteLength(part);
  }
  return [...parts, notes.join('\n')].filter(part => part !== '').join('\n\n');
}

export function sentence(language: Language, { pick }: Chance): string {
  const { when, who, did, what, where, andSo } = phrases[language];
  return `${pick(when)} ${pick(who)} ${pick(did)} ${pick(what)} ${pick(where)}${pick(andSo)}.`;
}

/** A sentence without its time and its end, as a headline has it. */
export function headline(language: Language, { pick }: Chance): string {
  const { who, did, what } = phrases[language];
  return capital(`${pick(who)} ${pick(did)} ${pick(what)}`);
}

function timeline(count: number, words: () => string): string {
  const events = Array.from({ length: count }, (_, at) => `<Event date="2014-03-1${at}">\n\n${words()}\n\n</Event>`);
  return `<Timeline>\n\n${events.join('\n\n')}\n\n</Timeline>`;
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
