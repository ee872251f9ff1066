import { formatDay, formatDuration } from '#i18n/dates.ts';
import { cleanText } from '../escape.ts';
import { pictureNotes } from '../picture-notes.ts';
import { readMoreTarget } from '../read-more.ts';
import { trendMarks } from '../trend-mark.ts';
import { hangText, indentLines, underlineText, wrapText } from './columns.ts';
import type { BlockForms } from './pen.ts';
import type { TextHand } from './text-hand.ts';
import { drawLink } from './text-phrase.ts';

/** Each block as plain text: paragraphs, each of several lines. */
export const textBlocks: BlockForms<TextHand, string[][]> = {
  Figure: ({ props: { picture } }, { place: { words }, columns }) => {
    const { alt } = picture;
    const parts = [`[${words('mail.picture', { alt: cleanText(alt) })}]`, pictureNotes(picture, words)];
    return [parts.flatMap(part => wrapText(cleanText(part), columns))];
  },

  Callout: ({ props: { kind, title } }, { place: { words }, columns, inner }) => {
    const heading = wrapText(cleanText(title ?? words(`piece.callout.${kind}`)), columns - 2);
    const lines = [heading, ...inner(columns - 2)].flatMap((paragraph, at) =>
      at === 0 ? paragraph : ['', ...paragraph],
    );
    return [indentLines(lines, '| ')];
  },

  PullQuote: ({ props: { by } }, { columns, inner }) => {
    const paragraphs = [
      ...inner(columns - 2),
      ...(by === undefined ? [] : [wrapText(`— ${cleanText(by)}`, columns - 2)]),
    ];
    return [indentLines(paragraphs.flat(), '> ')];
  },

  Story: ({ props: { title, topic, trend } }, { place, columns, inner, level }) => {
    const name = topic === undefined ? undefined : place.library.topics.get(topic)?.name[place.language];
    const sentence =
      trend === undefined ? undefined : `${trendMarks[trend]} ${place.reader(`trend.sentence.${trend}`)}`;
    const kicker = [name, sentence].filter(part => part !== undefined).join(' · ');
    return [
      [...wrapText(cleanText(kicker), columns), ...underlineText(cleanText(title), level <= 3 ? '-' : '~', columns)],
      ...inner(),
    ];
  },

  ReadMore: ({ props }, { place, columns }) => {
    const target = readMoreTarget(props, place);
    if (target === undefined) return [];
    const lines = [
      `${place.words('piece.readMore')}:`,
      drawLink(cleanText(target.title), target.href, place),
      ...(props.text === undefined ? [] : [cleanText(props.text)]),
    ];
    return [lines.flatMap((line, at) => hangText(line, at === 0 ? '' : '  ', '  ', columns))];
  },

  Audio: ({ props: { sound } }, { place, columns }) => {
    const label = place.words('mail.listen', { title: cleanText(sound.title), length: formatDuration(sound.seconds) });
    const machine = sound.made === 'machine' ? `. ${place.words('piece.machineVoice')}.` : '';
    return [wrapText(drawLink(label, `${place.page}#audio`, place) + machine, columns)];
  },

  Button: ({ props: { href, label } }, { place, columns }) => [
    wrapText(drawLink(cleanText(label), href, place), columns),
  ],

  Subscribe: () => [],

  Timeline: (_, { inner }) => inner(),

  Event: ({ props: { date } }, { place, columns, inner }) => {
    const [first = [], ...more] = inner(columns - 2);
    return [
      [`${formatDay(date, place.bodyLanguage)}:`, ...indentLines(first, '  ')],
      ...more.map(lines => indentLines(lines, '  ')),
    ];
  },
};
