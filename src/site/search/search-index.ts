import MiniSearch from 'minisearch';
import type { Commentary, Library, Version } from '#content/model.ts';
import { bodyPassages } from '#content/passages.ts';
import { formatPeriod } from '#i18n/dates.ts';
import type { Language } from '#i18n/languages.ts';
import { commentaryPath } from '../addresses.ts';
import { indexOptions } from './index-options.ts';
import type { Filed, FoundPiece, Slice } from './slice.ts';

/** The pieces of one language and year with all that is searched of them. */
export interface SliceSource {
  readonly language: Language;
  readonly year: string;
  /** Newest first. */
  readonly pieces: readonly { readonly shown: FoundPiece; readonly text: string }[];
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
          text: textOf(version),
        })),
      }));
    })
    .sort((a, b) => Number(b.year) - Number(a.year));
}

export function indexSlice({ language, year, pieces }: SliceSource): Slice {
  const index = new MiniSearch(indexOptions(language));
  index.addAll(pieces.map(({ shown: { title, summary }, text }, id) => ({ id, title, summary, text })));
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
function textOf({ withdrawn, points, cover, audio, corrections, body }: Version): string {
  if (withdrawn !== undefined) return corrections.map(({ text }) => text).join('\n');
  const beside = [cover?.caption, cover?.credit, audio?.title, ...corrections.map(({ text }) => text)];
  return [...points, ...beside.filter(text => text !== undefined), ...bodyPassages(body).map(({ text }) => text)].join(
    '\n',
  );
}
