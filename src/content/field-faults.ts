import type { Language } from '#i18n/languages.ts';
import type { CommentaryParts } from './commentary-parts.ts';
import { addDays, daysBetween, writePeriod } from './days.ts';
import { type Fault, fault } from './fault.ts';
import type { ParsedVersion, Setting } from './parse.ts';
import { didYouMean } from './suggestion.ts';

/** What only the rest of the newsletter can tell of the fields that are right by themselves. */
export function fieldFaults(
  { period, topic, author, original }: CommentaryParts,
  { issue, language, placeOf }: { issue: string; language: Language; placeOf: ParsedVersion['placeOf'] },
  { topics, authors }: Setting,
): Fault[] {
  const found: Fault[] = [];
  const date = issue.slice(0, 10);
  if (period && period.start !== date) {
    const moved = { start: date, end: addDays(date, daysBetween(period.start, period.end)) };
    const hint = `Write \`period: ${writePeriod(moved)}\`, or move the file to a folder \`${period.start}\`.`;
    found.push(
      fault(placeOf(['period']), 'period-folder', `The period begins on ${period.start}, its folder on ${date}.`, hint),
    );
  }
  if (topics && topic !== undefined && !topics.has(topic)) {
    const hint = `${didYouMean(topic, topics)}Topics that exist: ${[...topics].join(', ')}.`;
    found.push(fault(placeOf(['topic']), 'unknown-topic', `There is no topic \`${topic}\`.`, hint));
  }
  for (const [index, id] of author.entries()) {
    if (!authors || id === undefined || authors.has(id)) continue;
    const hint = `${didYouMean(id, authors.keys())}Add \`${id}\` to content/authors.yaml, or write an id that stands there.`;
    found.push(fault(placeOf(['author', index]), 'unknown-author', `There is no author \`${id}\`.`, hint));
  }
  if (original === language) {
    const message = `This file is in \`${language}\` itself, so it cannot be a translation from it.`;
    found.push(fault(placeOf(['original']), 'original', message, 'Leave the line out: the original does not have it.'));
  }
  return found;
}
