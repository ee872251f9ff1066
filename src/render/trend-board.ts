import type { Library } from '#content/model.ts';
import type { Topic } from '#content/publication.ts';
import type { Selection } from '#content/selection.ts';
import type { Trend } from '#content/trend.ts';
import type { Language } from '#i18n/languages.ts';

/** One line of the trend board. */
export interface BoardRow {
  readonly topic: Topic;
  readonly trend?: Trend;
}

/** Every topic that the pieces and their stories are about, in order, once for each trend. */
export function trendBoard({ pieces }: Selection, library: Library): BoardRow[] {
  const rows = new Map<string, BoardRow>();
  const add = (id: string | undefined, trend: Trend | undefined) => {
    const topic = id === undefined ? undefined : library.topics.get(id);
    if (topic !== undefined) rows.set(`${topic.id} ${trend}`, trend === undefined ? { topic } : { topic, trend });
  };
  for (const { commentary, version } of pieces) {
    if (version.withdrawn !== undefined) continue;
    add(commentary.topic, commentary.trend);
    for (const story of version.stories) if (story.trend !== undefined) add(story.topic, story.trend);
  }
  // A topic that is assessed somewhere needs no line that says it was not.
  const assessed = new Set([...rows.values()].flatMap(({ topic, trend }) => (trend === undefined ? [] : [topic.id])));
  return [...rows.values()].filter(({ topic, trend }) => trend !== undefined || !assessed.has(topic.id));
}

/** What "improved" means for each topic of a board, once. */
export function boardMeasures(board: readonly BoardRow[], language: Language): { name: string; measure: string }[] {
  const topics = new Map(
    board.flatMap(({ topic, trend }) => (trend === undefined ? [] : [[topic.id, topic] as const])),
  );
  return [...topics.values()].map(({ name, measure }) => ({ name: name[language], measure: measure[language] }));
}
