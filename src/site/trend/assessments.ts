import type { Period } from '#content/days.ts';
import type { Commentary, Library, Version } from '#content/model.ts';
import { nearestVersion } from '#content/queries.ts';
import type { Trend } from '#content/trend.ts';
import type { Language } from '#i18n/languages.ts';
import { commentaryPath } from '../addresses.ts';
import { selectionsOf } from '../listing.ts';

/** What one commentary or story says of one topic in one week. */
export interface Assessment {
  /** Id of the issue. */
  readonly issue: string;
  readonly period: Period;
  /** Id of the topic. */
  readonly topic: string;
  /** Absent: written about, but not assessed. */
  readonly trend?: Trend;
  readonly title: string;
  readonly path: string;
  /** A story inside a longer piece. */
  readonly isStory: boolean;
  /** Of the title and of the page behind `path`. */
  readonly language: Language;
}

// Every page with a board asks for the same.
const known = new WeakMap<Library, Map<Language, readonly Assessment[]>>();

/**
 * All that was assessed, oldest first, as a reader of a language finds it: what is not in that language leads to the version
 * that there is, for a topic moves in every language. Withdrawn pieces are left out.
 */
export function assessmentsOf(library: Library, language: Language): readonly Assessment[] {
  const ofLibrary = known.get(library) ?? new Map<Language, readonly Assessment[]>();
  known.set(library, ofLibrary);
  const found =
    ofLibrary.get(language) ??
    selectionsOf(library, language).flatMap(({ issue, pieces }) => {
      const shown = new Map(pieces.map(({ commentary, version }) => [commentary.id, version]));
      return issue.commentaries.flatMap(commentary => {
        const version = shown.get(commentary.id) ?? nearestVersion(commentary, language);
        return version === undefined || version.withdrawn !== undefined ? [] : saidIn(commentary, version);
      });
    });
  ofLibrary.set(language, found);
  return found;
}

/** Years in which anything was assessed, newest first. */
export function assessedYears(library: Library): string[] {
  const [language = 'en'] = library.newsletter.languages;
  const years = assessmentsOf(library, language).map(({ period }) => period.start.slice(0, 4));
  return [...new Set(years)].toSorted().toReversed();
}

function saidIn({ id, issue, period, topic, trend }: Commentary, version: Version): Assessment[] {
  const path = commentaryPath(version.language, id);
  const { language, title, stories } = version;
  return [
    { issue, period, topic, ...(trend && { trend }), title, path, isStory: false, language },
    ...stories.flatMap(story =>
      story.topic === undefined && story.trend === undefined
        ? []
        : [
            {
              issue,
              period,
              topic: story.topic ?? topic,
              ...(story.trend && { trend: story.trend }),
              title: story.title,
              path: `${path}#${story.id}`,
              isStory: true,
              language,
            },
          ],
    ),
  ];
}
