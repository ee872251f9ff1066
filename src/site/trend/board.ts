import type { Library } from '#content/model.ts';
import { formatPeriod, formatShortMonth } from '#i18n/dates.ts';
import type { Language } from '#i18n/languages.ts';
import { translator } from '#i18n/translator.ts';
import { topicPath } from '../addresses.ts';
import { type Assessment, assessmentsOf } from './assessments.ts';
import { endingWith, lastYear, monthTicks, type Span, weekOf, weeksOf, weekWidth, wholeYear } from './geometry.ts';
import { layLane, type Spot } from './lane.ts';
import type { Sign } from './signs.ts';

/** One mark of the drawing. */
interface Mark extends Spot {
  readonly sign: Sign;
  readonly path: string;
  /** Week, trend and headline, for a pointer that rests on it. */
  readonly title: string;
}

/** One line of the drawing: a topic, or a year of a topic. */
interface Lane {
  readonly label: string;
  readonly path?: string;
  readonly height: number;
  readonly marks: readonly Mark[];
}

/** One line of the table behind the drawing. */
export interface BoardRow {
  readonly period: string;
  readonly topic: string;
  readonly sign: Sign;
  readonly title: string;
  readonly path: string;
  readonly isStory: boolean;
  /** Where the headline is not in the reader's language. */
  readonly foreign?: Language;
}

interface Measure {
  readonly name: string;
  readonly measure: string;
}

/** A trend board as its component draws it. */
export interface Board {
  readonly width: number;
  readonly ticks: readonly { readonly x: number; readonly label: string }[];
  readonly lanes: readonly Lane[];
  /** Newest first. */
  readonly rows: readonly BoardRow[];
  readonly measures: readonly Measure[];
}

/** Every topic in the year that ends with the newest assessment; undefined where there is none. */
export function boardOfLastYear(library: Library, language: Language): Board | undefined {
  const all = assessmentsOf(library, language);
  const newest = all
    .map(({ period }) => period.start)
    .toSorted()
    .at(-1);
  return newest === undefined ? undefined : boardOf(library, language, lastYear(newest));
}

/** Every topic in one year, up to its last assessment. */
export function boardOfYear(library: Library, language: Language, year: string): Board {
  const days = assessmentsOf(library, language).map(({ period }) => period.start);
  return boardOf(
    library,
    language,
    endingWith(
      wholeYear(year),
      days.filter(day => day.startsWith(year)),
    ),
  );
}

/** One topic, a lane for each of its years, the newest above; all end with the last month of which any year says something. */
export function boardOfTopic(library: Library, language: Language, topic: string): Board {
  const found = assessmentsOf(library, language).filter(each => each.topic === topic);
  const years = Map.groupBy(found, ({ period }) => period.start.slice(0, 4));
  const months = found.map(({ period }) => period.start.slice(4, 7));
  const spanOf = (year: string) =>
    endingWith(
      wholeYear(year),
      months.map(month => `${year}${month}-01`),
    );
  const lanes = [...years]
    .toSorted(([a], [b]) => (a < b ? 1 : -1))
    .map(([year, ofYear]) => ({ label: year, ...drawnLane(ofYear, spanOf(year), language) }));
  // Every year is drawn on the scale of one, whichever it is.
  const [newest = '2000'] = [...years.keys()].toSorted().toReversed();
  return { ...scale(spanOf(newest), language), lanes, rows: rowsOf(library, found, language), measures: [] };
}

function boardOf(library: Library, language: Language, span: Span): Board {
  const found = assessmentsOf(library, language).filter(
    ({ period }) => period.start >= span.from && period.start <= span.to,
  );
  const topics = [...library.topics.values()].filter(({ id }) => found.some(({ topic }) => topic === id));
  return {
    ...scale(span, language),
    lanes: topics.map(({ id, name }) => ({
      label: name[language],
      path: topicPath(language, id),
      ...drawnLane(
        found.filter(({ topic }) => topic === id),
        span,
        language,
      ),
    })),
    rows: rowsOf(library, found, language),
    measures: topics.map(({ name, measure }) => ({ name: name[language], measure: measure[language] })),
  };
}

function scale(span: Span, language: Language): Pick<Board, 'width' | 'ticks'> {
  const width = weeksOf(span) * weekWidth;
  const ticks = monthTicks(span)
    // A name that would run over the edge is left out.
    .filter(({ x }) => x < width - 2 * weekWidth)
    .map(({ day, x }) => ({ x, label: formatShortMonth(Number(day.slice(5, 7)), language) }));
  return { width, ticks };
}

function drawnLane(found: readonly Assessment[], span: Span, language: Language): Pick<Lane, 'height' | 'marks'> {
  const t = translator(language);
  const weeks = Map.groupBy(found, ({ period }) => weekOf(period.start, span));
  const signs = new Map([...weeks].map(([week, ofWeek]) => [week, ofWeek.map(({ trend }): Sign => trend ?? 'none')]));
  const { height, spots } = layLane(signs, weeksOf(span) * weekWidth);
  const marks = [...weeks].flatMap(([week, ofWeek]) =>
    (spots.get(week) ?? []).flatMap((spot, at) => {
      const one = ofWeek[at];
      if (one === undefined) return [];
      const sign: Sign = one.trend ?? 'none';
      const title = `${formatPeriod(one.period, language)}: ${t(`trend.noun.${sign}`)}. ${one.title}`;
      return [{ ...spot, sign, path: one.path, title }];
    }),
  );
  return { height, marks };
}

function rowsOf({ topics }: Library, found: readonly Assessment[], language: Language): BoardRow[] {
  return found
    .toSorted((a, b) => (a.period.start < b.period.start ? 1 : a.period.start > b.period.start ? -1 : 0))
    .map(each => ({
      period: formatPeriod(each.period, language),
      topic: topics.get(each.topic)?.name[language] ?? each.topic,
      sign: each.trend ?? 'none',
      title: each.title,
      path: each.path,
      isStory: each.isStory,
      ...(each.language !== language && { foreign: each.language }),
    }));
}
