import type { Root } from 'mdast';
import type { Library } from '#content/model.ts';
import type { Selection } from '#content/selection.ts';
import { formatDay } from '#i18n/dates.ts';
import type { Language } from '#i18n/languages.ts';
import { type Translate, translator } from '#i18n/translator.ts';
import { commentaryAddress, homeAddress, issueAddress } from './addresses.ts';
import { footerView } from './footer-view.ts';
import type { MailForm } from './mail-form.ts';
import type { Envelope } from './mail-words.ts';
import { missingView } from './missing-view.ts';
import { correctionsOf, foreignLanguage, type Occasion, occasionWords } from './occasion.ts';
import { type Medium, pieceView, trendTone } from './piece-view.ts';
import { boardMeasures, trendBoard } from './trend-board.ts';

export interface MailSetting {
  readonly library: Library;
  readonly selection: Selection;
  readonly occasion: Occasion;
  readonly form: MailForm;
  /** Public address of the doors, without a slash at the end. */
  readonly doorsUrl: string;
  readonly envelope: Envelope;
  readonly isTest: boolean;
  /** Gmail may clip it: what must not be lost stands at the top as well. */
  readonly isLong: boolean;
  readonly medium: Medium;
  /** Bodies that were shortened, by commentary. */
  readonly shortened: ReadonlyMap<string, Root>;
}

/** A mail as the templates know it. What is absent is null. */
export function mailView(setting: MailSetting) {
  const { library, selection, occasion, form, doorsUrl, envelope, isTest, isLong, medium, shortened } = setting;
  const { issue, list } = selection;
  const language = list.interface;
  const words = translator(language);
  const own = issue.words[language];
  const said = occasionWords(occasion, selection, library);
  const foreign = foreignLanguage(selection) ?? null;
  const isIssue = occasion.kind === 'issue';
  const letter = own === undefined || own.letter.children.length === 0 ? null : own.letter;
  const { newsletter } = library;
  // The letter first: notes and links are counted in the order in which they are read.
  const drawnLetter = letter && { markup: medium.body(letter, letterPlace(setting, own?.language ?? language)) };
  const pieces = selection.pieces.map(piece =>
    pieceView(piece, { library, language, medium, shortened: shortened.get(piece.commentary.id) }),
  );
  return {
    language,
    subject: envelope.subject,
    preheader: envelope.preheader ?? null,
    test: isTest ? words('mail.test.banner') : null,
    opening: form === 'discreet' ? words('mail.discreet.opening') : null,
    name: newsletter.name[language],
    title: said.title,
    foreign,
    period: said.date,
    issueLine: issueLine(issue, language, words),
    label: foreign === null ? null : words(`piece.shown.${foreign}`),
    intro: said.intro ?? null,
    isLong,
    letter: drawnLetter,
    contents: pieces.length < 2 ? null : pieces,
    missing: missingView(selection.missing, library, language),
    board: isIssue ? boardView(selection, library) : null,
    pieces,
    earlier: correctionsView(setting),
    signoff: own?.signoff ?? null,
    ...linksView(library, language, isIssue),
    footer: footerView(selection, library, { doorsUrl, hasPage: occasion.kind !== 'letter' }),
    words: {
      contents: words(isIssue ? 'mail.contents' : 'occasions.contents'),
      missing: words('piece.missing'),
      board: words('mail.board.title'),
      topic: words('mail.board.topic'),
      trend: words('trend.label'),
      measure: words('mail.board.measure'),
      by: words('piece.by'),
      onSite: words('mail.onSite'),
      earlier: words(isIssue ? 'mail.earlier' : 'occasions.correction.what'),
      follow: words('mail.follow'),
      sister: words('mail.sister'),
      language: words('mail.language'),
    },
  };
}

function letterPlace({ library, selection, occasion }: MailSetting, bodyLanguage: Language) {
  const language = selection.list.interface;
  const base = library.newsletter.url;
  const page =
    occasion.kind === 'letter' ? homeAddress(base, language) : issueAddress(base, language, selection.issue.id);
  return { library, language, bodyLanguage, base, page, topLevel: 2 };
}

function issueLine({ number, volume }: Selection['issue'], language: Language, words: Translate): string | null {
  if (number === undefined) return volume !== undefined && isSpoken(volume, language) ? volume : null;
  return volume !== undefined && isSpoken(volume, language)
    ? words('issue.numberInVolume', { volume, number })
    : words('issue.number', { number });
}

/** A volume is named once for all languages; with letters of another script it would mix two in one line. */
function isSpoken(words: string, language: Language): boolean {
  return !(language === 'en' ? /\p{Script=Cyrillic}/u : /\p{Script=Latin}/u).test(words);
}

function boardView(selection: Selection, library: Library) {
  const language = selection.list.interface;
  const words = translator(language);
  const board = trendBoard(selection, library);
  if (board.every(({ trend }) => trend === undefined)) return null;
  const rows = board.map(({ topic, trend }) => ({
    topic: topic.name[language],
    noun: words(`trend.noun.${trend ?? 'none'}`),
    ...(trend === undefined ? { mark: null, sign: '- ', tone: 'soft', style: '' } : trendTone(trend)),
  }));
  return { rows, measures: boardMeasures(board, language) };
}

function correctionsView({ occasion, selection, library }: MailSetting) {
  const { interface: language } = selection.list;
  const found = correctionsOf(occasion, selection, library).map(({ date, text, version }) => ({
    date: formatDay(date, version.language),
    title: version.title,
    text,
    href: commentaryAddress(library.newsletter.url, version.language, version.commentary),
    foreign: version.language === language ? null : version.language,
  }));
  return found.length === 0 ? null : found;
}

// Who corrects a mistake or tells of a new address does not ask for support in the same breath.
function linksView({ newsletter: { links } }: Library, language: Language, isIssue: boolean) {
  const { follow } = links;
  const { support, sister } = isIssue ? links : {};
  return {
    support: support === undefined ? null : { label: support.label[language], href: support.href },
    follow: follow.length === 0 ? null : follow.map(({ label, href }) => ({ label: label[language], href })),
    sister:
      sister === undefined ? null : { label: sister.label[language], text: sister.text[language], href: sister.href },
  };
}
