import type { Language } from '#i18n/languages.ts';
import { type Period, writePeriod } from './days.ts';

/** What a new file tells its editor, in the language that it will be written in. TK marks what is still to be written. */
const notes = {
  en: {
    trend: 'improved, unchanged, worsened or mixed; leave the line out where that was not assessed',
    body: 'Write here. Headings begin with ##. Take out the line draft when the text is ready.',
    letter: 'A letter from the editor, or nothing.',
  },
  be: {
    trend: 'improved, unchanged, worsened або mixed; прыбярыце радок, калі гэта не ацэньвалася',
    body: 'Пішыце тут. Загалоўкі пачынаюцца з ##. Прыбярыце радок draft, калі тэкст гатовы.',
    letter: 'Ліст ад рэдакцыі або нічога.',
  },
  ru: {
    trend: 'improved, unchanged, worsened или mixed; уберите строку, если это не оценивалось',
    body: 'Пишите здесь. Заголовки начинаются с ##. Уберите строку draft, когда текст готов.',
    letter: 'Письмо от редакции или ничего.',
  },
} as const satisfies Record<Language, Record<string, string>>;

interface NewCommentary {
  readonly language: Language;
  readonly period: Period;
  readonly topic: string;
  /** In a translation. */
  readonly original?: Language;
}

/** A commentary to be written: a draft that the check accepts. */
export function newCommentary({ language, period, topic, original }: NewCommentary): string {
  const { trend, body } = notes[language];
  return [
    '---',
    `period: ${writePeriod(period)}`,
    `topic: ${topic}`,
    `# trend: ${trend}`,
    'title: TK',
    'summary: TK',
    ...(original ? [`original: ${original}`] : []),
    'draft: true',
    '---',
    '',
    `{/* ${body} */}`,
    '',
  ].join('\n');
}

/** A letter outside the rhythm of the issues, to be written: a draft that the check accepts. */
export function newLetter(language: Language): string {
  const { body } = notes[language];
  return ['---', 'title: TK', 'draft: true', '---', '', `{/* ${body} */}`, ''].join('\n');
}

/** The issue's own words, to be written. */
export function newIssueWords(language: Language): string {
  return ['---', 'subject: TK', 'preheader: TK', '---', '', `{/* ${notes[language].letter} */}`, ''].join('\n');
}

/** `issue.yaml` of the issue after this one. */
export function newIssueSettings(
  before: { number?: number | undefined; volume?: string | undefined } | undefined,
): string {
  return [
    `number: ${(before?.number ?? 0) + 1}`,
    ...(before?.volume === undefined ? [] : [`volume: ${JSON.stringify(before.volume)}`]),
    '# order: [slug, another-slug]',
    '',
  ].join('\n');
}
