import { createHash } from 'node:crypto';
import MiniSearch from 'minisearch';
import type { Commentary, Library, Version } from '#content/model.ts';
import { bodyPassages } from '#content/passages.ts';
import { formatPeriod } from '#i18n/dates.ts';
import type { Language } from '#i18n/languages.ts';
import { commentaryPath } from '../addresses.ts';
import { factsOf } from '../text-facts.ts';
import { indexOptions } from './index-options.ts';
import type { Filed, FoundPiece, Slice } from './slice.ts';

/** The pieces of one language and year with all that is searched of them. */
export interface SliceSource {
  readonly language: Language;
  readonly year: string;
  /** Newest first. */
  readonly pieces: readonly SearchedPiece[];
}

interface SearchedPiece {
  readonly shown: FoundPiece;
  /** Changes with the text, and can be told without reading it. */
  readonly digest: string;
  readonly text: () => string;
}

/** What is to be indexed, the newest year first. */
export function sliceSources({ newsletter, issues }: Library): SliceSource[] {
  const commentaries = issues.flatMap(issue => issue.commentaries).toReversed();
  return newsletter.languages
    .flatMap(language => {
      const pieces = commentaries.flatMap(commentary => {
        const version = commentary.versions[language];
        return version === undefined ? [] : [{ year: commentary.period.start.slice(0, 4), commentary, version }];
      });
      return [...Map.groupBy(pieces, ({ year }) => year)].map(([year, ofYear]) => ({
        language,
        year,
        pieces: ofYear.map(({ commentary, version }) => ({
          shown: shownPiece(commentary, version, newsletter.languages),
          digest: digestOf(version),
          text: () => textOf(version),
        })),
      }));
    })
    .sort((a, b) => Number(b.year) - Number(a.year));
}

export function indexSlice({ language, year, pieces }: SliceSource): Slice {
  const index = new MiniSearch(indexOptions(language));
  index.addAll(pieces.map(({ shown: { title, summary }, text }, id) => ({ id, title, summary, text: text() })));
  return { language, year, pieces: pieces.map(({ shown }) => shown), index: index.toJSON() };
}

function shownPiece(
  { id, period, topic, trend }: Commentary,
  { language, title, summary, withdrawn, stories }: Version,
  languages: readonly Language[],
): FoundPiece {
  const own: Filed = { topic, ...(trend && { trend }) };
  const told = withdrawn === undefined ? stories : [];
  return {
    path: commentaryPath(language, id).slice(1),
    title,
    summary: withdrawn ?? summary,
    period: Object.fromEntries(languages.map(each => [each, formatPeriod(period, each)])),
    filed: [
      withdrawn === undefined ? own : { topic },
      ...told
        .filter(story => story.topic !== undefined || story.trend !== undefined)
        .map(story => ({ topic: story.topic ?? topic, ...(story.trend && { trend: story.trend }) })),
    ],
  };
}

/** All that a reader may read of it beside title and summary. Of a withdrawn piece there is nothing more to be read. */
function textOf(version: Version): string {
  const { withdrawn } = version;
  const body = withdrawn === undefined ? bodyPassages(version.body).map(({ text }) => text) : [];
  return [...besideText(version), ...body].join('\n');
}

function digestOf(version: Version): string {
  const said = [version.withdrawn ?? '', besideText(version), factsOf(version.body).words];
  return createHash('sha256').update(JSON.stringify(said)).digest('hex');
}

function besideText({ withdrawn, points, cover, audio, corrections }: Version): string[] {
  const corrected = corrections.map(({ text }) => text);
  if (withdrawn !== undefined) return corrected;
  const beside = [cover?.caption, cover?.credit, audio?.title, ...corrected];
  return [...points, ...beside.filter(text => text !== undefined)];
}
