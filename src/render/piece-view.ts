import type { Root } from 'mdast';
import type { Picture } from '#content/media.ts';
import type { Commentary, Library, Version } from '#content/model.ts';
import type { Piece } from '#content/selection.ts';
import { formatDay, formatDuration } from '#i18n/dates.ts';
import type { Language } from '#i18n/languages.ts';
import { type Translate, translator } from '#i18n/translator.ts';
import { commentaryAddress } from './addresses.ts';
import type { Markup } from './mail-template.ts';
import { pictureStyle, trendClasses, trendStyles } from './pens/mail-dress.ts';
import type { PenPlace } from './pens/pen.ts';
import { pictureNotes } from './picture-notes.ts';
import { trendMarks } from './trend-mark.ts';

/** How one part of a mail, HTML or text, draws what is not words. */
export interface Medium {
  readonly body: (body: Root, place: PenPlace) => string;
  readonly picture: (picture: Picture) => { src: string; width: number; height: number } | undefined;
}

export interface PieceSetting {
  readonly library: Library;
  /** The reader's language. */
  readonly language: Language;
  readonly medium: Medium;
  /** The body as this mail has it, where it was shortened. */
  readonly shortened: Root | undefined;
}

/** A piece as the templates know it. What is absent is null: a template that asks for an unknown name is an error. */
export function pieceView(piece: Piece, { library, language, medium, shortened }: PieceSetting) {
  const { commentary, version } = piece;
  const reader = translator(language);
  const words = translator(version.language);
  const base = library.newsletter.url;
  const page = commentaryAddress(base, version.language, version.commentary);
  const { trend } = commentary;
  const isWithdrawn = version.withdrawn !== undefined;
  const place = { library, language, bodyLanguage: version.language, base, page, topLevel: 3 };
  return {
    href: page,
    foreign: version.language === language ? null : version.language,
    topic: library.topics.get(commentary.topic)?.name[language] ?? commentary.topic,
    trend:
      trend === undefined || isWithdrawn ? null : { ...trendTone(trend), sentence: reader(`trend.sentence.${trend}`) },
    title: version.title,
    authors: authorNames(version, library, language),
    reading: isWithdrawn ? null : reader('reading.minutes', { count: version.readingMinutes }),
    label: pieceLabel(piece, reader),
    cover: version.cover === undefined ? null : coverView(version.cover, words, medium),
    summary: version.summary,
    points: version.points,
    sections: sectionLinks(version, page),
    audio: audioView(version, words, page),
    body: { markup: medium.body(shortened ?? version.body, place) } satisfies Markup,
    continue:
      shortened === undefined
        ? null
        : { note: words('mail.shortened'), href: page, text: words('mail.continue', { title: version.title }) },
    corrections: version.corrections.map(({ date, text }) => ({ date: formatDay(date, version.language), text })),
    withdrawn: version.withdrawn === undefined ? null : `${words('piece.withdrawn')} ${version.withdrawn}`,
    words: {
      inBrief: words('piece.inBrief'),
      contents: words('piece.contents'),
      corrections: words('piece.corrections'),
    },
  };
}

/** Sign and colour of a trend; `sign` begins a line of text. */
export function trendTone(trend: NonNullable<Commentary['trend']>) {
  const mark = trendMarks[trend];
  return { mark, sign: `${mark} `, tone: trendClasses[trend], style: trendStyles[trend] };
}

/** What a borrowed piece says of itself in the reader's language; null for the others. */
function pieceLabel({ commentary, version, isBorrowed, isUntranslated }: Piece, reader: Translate): string | null {
  if (!isBorrowed) return null;
  if (isUntranslated) return reader(`piece.untranslated.${version.language}`);
  // A translation into a third language must not be called the original.
  const key = version.language === commentary.original ? 'piece.original' : 'piece.shown';
  return reader(`${key}.${version.language}`);
}

function authorNames({ authors }: Version, library: Library, language: Language): string | null {
  const names = authors.flatMap(id => library.authors.get(id)?.name[language] ?? []);
  const last = names.at(-1);
  if (last === undefined) return null;
  const others = names.slice(0, -1);
  return others.length === 0 ? last : `${others.join(', ')} ${translator(language)('piece.and')} ${last}`;
}

function coverView(cover: Picture, words: Translate, { picture }: Medium) {
  const shown = picture(cover);
  return {
    ...(shown === undefined ? { src: null } : { ...shown, style: pictureStyle(shown.width) }),
    alt: cover.alt,
    words: words('mail.picture', { alt: cover.alt }),
    note: pictureNotes(cover, words) || null,
  };
}

function audioView({ audio }: Version, words: Translate, page: string) {
  if (audio === undefined) return null;
  return {
    href: `${page}#audio`,
    text: words('mail.listen', { title: audio.title, length: formatDuration(audio.seconds) }),
    note: audio.made === 'machine' ? `${words('piece.machineVoice')}.` : null,
  };
}

/** The highest headings and stories, led to on the web: anchors do not work in many mail programs. */
function sectionLinks({ contents }: Version, page: string) {
  const highest = Math.min(...contents.map(({ depth }) => depth));
  return contents.filter(({ depth }) => depth === highest).map(({ id, text }) => ({ text, href: `${page}#${id}` }));
}
