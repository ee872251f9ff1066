import type { Mention } from './body-context.ts';
import { type Fault, problemsOf, warning } from './fault.ts';
import type { CommentaryReading } from './issue-folder.ts';
import type { Picture } from './media.ts';
import { bodyPassages, fieldPassages } from './passages.ts';
import { pictureBlocks } from './picture-blocks.ts';
import type { Problem } from './problem.ts';
import type { Content } from './read-content.ts';
import type { Reading } from './reading.ts';
import { textFaults } from './text-rules.ts';
import type { IssueWordsParts } from './words-parts.ts';

/** Hosts that hide where a link leads and count who follows it. */
const shorteners = new Set([
  ...['bit.ly', 't.co', 'goo.gl', 'tinyurl.com', 'is.gd', 'ow.ly', 'buff.ly', 'clck.ru', 'vk.cc', 'cutt.ly', 'rb.gy'],
  ...['t.ly', 'lnkd.in', 'shorturl.at', 'tiny.cc', 'u.to', 'bit.do'],
]);

/** Inboxes cut a longer subject off. */
const longestSubject = 70;

/** What an editor should look at before sending, in words, links and pictures. All are warnings. */
export function editorialProblems({ issues, pageReadings, letterReadings }: Content): Problem[] {
  const readings = issues.flatMap(issue => issue.readings);
  const wordsReadings = issues.flatMap(issue => issue.wordsReadings);
  // A draft is full of what is still to be written.
  const finished = readings.filter(({ parts }) => parts.draft !== true);
  const letters = letterReadings.filter(({ parts }) => parts.draft !== true);
  return [
    ...finished.flatMap(one => problemsOf(one.file, commentaryFaults(one))),
    ...[...wordsReadings, ...letters].flatMap(one => problemsOf(one.file, wordsFaults(one))),
    ...pageReadings.flatMap(one => {
      const { title, summary } = one.parts;
      const fields = [
        [['title'], title],
        [['summary'], summary],
      ] as const;
      return problemsOf(one.file, slips(one, fields));
    }),
    ...[...pageReadings, ...letterReadings, ...wordsReadings, ...readings].flatMap(({ file, mentions }) =>
      problemsOf(file, shortened(mentions)),
    ),
    ...duplicateHeadlines(finished),
  ];
}

type Field = readonly [path: readonly PropertyKey[], text: string | undefined];

function slips(reading: Reading<unknown>, fields: readonly Field[]): Fault[] {
  const { text, placeOf, body, language, tornLines } = reading;
  const passages = [...fieldPassages({ text, placeOf }, fields), ...bodyPassages(body)];
  const lines = text.split('\n');
  return textFaults(passages, language, text).filter(({ rule, line, column }) => {
    // Two spaces are also left where a tag or a comment was taken out.
    const isWritten = /^\S+[ \u00A0]{2}/u.test((lines[line - 1] ?? '').slice(column - 1));
    return rule === 'quotes' ? !tornLines.has(line) : rule !== 'double-space' || isWritten || !/[<{]/.test(text);
  });
}

function wordsFaults(reading: Reading<IssueWordsParts>): Fault[] {
  const { subject = '', title, preheader, signoff } = reading.parts;
  const message = `The subject has ${subject.length} characters; inboxes cut it off after ${longestSubject}.`;
  const hint = `Keep ${longestSubject}: \`${subject.slice(0, longestSubject)}\`.`;
  return [
    ...(subject.length > longestSubject
      ? [warning(reading.placeOf(['subject']), 'subject-length', message, hint)]
      : []),
    ...slips(reading, [
      [['title'], title],
      [['subject'], subject],
      [['preheader'], preheader],
      [['signoff'], signoff],
    ]),
  ];
}

function commentaryFaults(reading: CommentaryReading): Fault[] {
  const { title, summary, points, cover, audio, corrections, withdrawn } = reading.parts;
  const alt = { place: reading.placeOf(['cover', 'alt']), picture: { alt: cover?.alt ?? '', src: cover?.src ?? '' } };
  const pictures = [...(cover?.alt === undefined ? [] : [alt]), ...pictureBlocks(reading.body)];
  return [
    ...pictures
      .filter(({ picture }) => isFileName(picture))
      .map(({ picture, place }) =>
        warning(
          place,
          'alt-file-name',
          `The words for the picture, \`${picture.alt}\`, are the name of a file.`,
          'Say what is to be seen.',
        ),
      ),
    ...slips(reading, [
      [['title'], title],
      [['summary'], summary],
      ...points.map((point, index): Field => [['points', index], point]),
      [['cover', 'alt'], cover?.alt],
      [['cover', 'caption'], cover?.caption],
      [['audio', 'title'], audio?.title],
      ...corrections.map((correction, index): Field => [['corrections', index, 'text'], correction?.text]),
      [['withdrawn'], withdrawn],
    ]),
  ];
}

function isFileName({ alt, src }: Pick<Picture, 'alt' | 'src'>): boolean {
  const name = src.slice(src.lastIndexOf('/') + 1).replace(/\.\w+$/, '');
  return (
    /\.(?:jpe?g|png|gif|webp)$/i.test(alt.trim()) ||
    /^(?:img|dsc|image|photo)[_-]?\d+$/i.test(alt.trim()) ||
    alt.trim().toLowerCase() === name.toLowerCase()
  );
}

function shortened(mentions: readonly Mention[]): Fault[] {
  return mentions.flatMap(({ kind, target, place }) => {
    const host = kind === 'web' ? URL.parse(target)?.hostname.replace(/^www\./, '') : undefined;
    return host !== undefined && shorteners.has(host)
      ? [
          warning(
            place,
            'shortened-link',
            `\`${host}\` hides where this link leads and counts who follows it.`,
            'Write the address that it leads to.',
          ),
        ]
      : [];
  });
}

function duplicateHeadlines(readings: readonly CommentaryReading[]): Problem[] {
  const seen = new Map<string, string>();
  return readings.flatMap(({ file, language, parts: { title }, placeOf }) => {
    if (title === undefined) return [];
    const key = `${language} ${title.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, ' ')}`;
    const other = seen.get(key);
    seen.set(key, other ?? file);
    if (other === undefined) return [];
    return problemsOf(file, [
      warning(placeOf(['title']), 'duplicate-headline', `\`${other}\` has the same headline.`, 'Say what is new.'),
    ]);
  });
}
