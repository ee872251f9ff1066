import type { Issue, Library } from '#content/model.ts';
import type { Language } from '#i18n/languages.ts';
import { topicPath } from '../addresses.ts';
import { assessmentsOf } from '../trend/assessments.ts';
import type { Sign } from '../trend/signs.ts';
import { foreignTo } from './link.ts';

/** How the week of an issue went, in short: a line for each topic with all that was said of it. */
export interface WeekView {
  readonly rows: readonly { readonly topic: string; readonly path: string; readonly said: readonly Said[] }[];
  readonly measures: readonly { readonly name: string; readonly measure: string }[];
}

interface Said {
  readonly sign: Sign;
  readonly title: string;
  readonly path: string;
  /** The language of the title where it is not the reader's. */
  readonly foreign?: Language;
}

export function weekView(library: Library, { id }: Issue, language: Language): WeekView {
  const found = assessmentsOf(library, language).filter(({ issue }) => issue === id);
  const rows = [...Map.groupBy(found, ({ topic }) => topic)].flatMap(([topicId, ofTopic]) => {
    const topic = library.topics.get(topicId);
    if (topic === undefined) return [];
    const said = ofTopic.map(
      ({ trend, title, path, language: own }): Said => ({
        sign: trend ?? 'none',
        title,
        path,
        ...foreignTo(language, own),
      }),
    );
    return [{ topic, said }];
  });
  return {
    rows: rows.map(({ topic, said }) => ({
      topic: topic.name[language],
      path: topicPath(language, topic.id),
      said,
    })),
    measures: rows
      .filter(({ said }) => said.some(({ sign }) => sign !== 'none'))
      .map(({ topic }) => ({ name: topic.name[language], measure: topic.measure[language] })),
  };
}
