import { createHash } from 'node:crypto';
import type { Commentary, Issue, Library, Version } from '#content/model.ts';
import type { Trend } from '#content/trend.ts';
import { formatPeriod } from '#i18n/dates.ts';
import type { Language } from '#i18n/languages.ts';
import { translator } from '#i18n/translator.ts';
import { issueNumber, issueTitle } from '../issue-name.ts';
import { drawableWords } from './characters.ts';

/** What the picture says with which a link to a page is shared. */
export interface ShareCard {
  readonly name: string;
  /** What it is about: the topic, the number of the issue. */
  readonly over?: string;
  readonly headline: string;
  readonly period?: string;
  readonly trend?: { readonly shape: Trend; readonly words: string };
  /** That it is withdrawn, in words. */
  readonly withdrawn?: string;
  /** As podcast programs want it: as high as wide. */
  readonly isSquare?: boolean;
}

export const shareSize = { width: 1200, height: 630 } as const;
export const coverSize = { width: 1400, height: 1400 } as const;

/** Goes up when the drawing changes: pictures have new names then. */
const design = 1;

/** Path of a card's picture on this site. It is made of what the card says, and of nothing else. */
export function sharePath(card: ShareCard): string {
  const digest = createHash('sha256')
    .update(JSON.stringify([design, card]))
    .digest('hex')
    .slice(0, 20);
  return `/share/${digest}.png`;
}

export function commentaryCard(library: Library, { topic, trend, period }: Commentary, version: Version): ShareCard {
  const { language, withdrawn } = version;
  const over = library.topics.get(topic)?.name[language];
  const t = translator(language);
  return {
    name: nameOf(library, language),
    ...(over !== undefined && { over: drawableWords(over) }),
    headline: drawableWords(version.title),
    period: formatPeriod(period, language),
    ...(trend !== undefined &&
      withdrawn === undefined && { trend: { shape: trend, words: t(`trend.sentence.${trend}`) } }),
    ...(withdrawn !== undefined && { withdrawn: t('piece.withdrawn') }),
  };
}

export function issueCard(library: Library, issue: Issue, language: Language): ShareCard {
  const number = issueNumber(issue, language);
  const title = drawableWords(issueTitle(library, issue, language));
  const period = formatPeriod(issue.period, language);
  return {
    name: nameOf(library, language),
    ...(number !== undefined && { over: drawableWords(number) }),
    headline: title,
    ...(title !== period && { period }),
  };
}

/** The newsletter itself: its home page, and every page without a picture of its own. */
export function newsletterCard(library: Library, language: Language): ShareCard {
  return { name: nameOf(library, language), headline: drawableWords(library.newsletter.tagline[language]) };
}

/** The picture of the feeds of a language. */
export function coverCard(library: Library, language: Language): ShareCard {
  return { ...newsletterCard(library, language), isSquare: true };
}

/** Every card that a page or a feed of the site names. */
export function everyCard(library: Library): ShareCard[] {
  const { languages } = library.newsletter;
  return [
    ...languages.flatMap(language => [newsletterCard(library, language), coverCard(library, language)]),
    ...library.issues.flatMap(issue => languages.map(language => issueCard(library, issue, language))),
    ...library.issues.flatMap(({ commentaries }) =>
      commentaries.flatMap(commentary =>
        Object.values(commentary.versions).map(version => commentaryCard(library, commentary, version)),
      ),
    ),
  ];
}

function nameOf({ newsletter }: Library, language: Language): string {
  return drawableWords(newsletter.name[language]);
}
