import type { Mention } from './body-context.ts';
import { type Fault, problemsOf, warning } from './fault.ts';
import type { Picture, Problem } from './model.ts';
import type { ParsedVersion } from './parse.ts';
import { bodyPassages, fieldPassages } from './passages.ts';
import { pictureBlocks } from './picture-blocks.ts';
import type { Content } from './read-content.ts';
import { textFaults } from './text-rules.ts';

/** Hosts that hide where a link leads and count who follows it. */
const shorteners = new Set([
  ...['bit.ly', 't.co', 'goo.gl', 'tinyurl.com', 'is.gd', 'ow.ly', 'buff.ly', 'clck.ru', 'vk.cc', 'cutt.ly', 'rb.gy'],
  ...['t.ly', 'lnkd.in', 'shorturl.at', 'tiny.cc', 'u.to', 'bit.do'],
]);

/** Inboxes cut a longer subject off. */
const longestSubject = 70;

/** What an editor should look at before sending, in words, links and pictures. All are warnings. */
export function editorialProblems({ issues, pages, pageLeads }: Content): Problem[] {
  // A draft is full of what is still to be written.
  const versions = issues.flatMap(issue => issue.versions).filter(({ version }) => !version.draft);
  return [
    ...versions.flatMap(one => problemsOf(one.version.file, versionFaults(one))),
    ...issues.flatMap(issue =>
      issue.words.flatMap(({ value, placeOf, text }) => {
        const { subject = '', title, preheader, signoff, letter, language, file } = value;
        const fields = [
          [['title'], title],
          [['subject'], subject],
          [['preheader'], preheader],
          [['signoff'], signoff],
        ] as const;
        const long =
          subject.length > longestSubject
            ? [
                warning(
                  placeOf(['subject']),
                  'subject-length',
                  `The subject has ${subject.length} characters; inboxes cut it off after ${longestSubject}.`,
                  `Keep ${longestSubject}: \`${subject.slice(0, longestSubject)}\`.`,
                ),
              ]
            : [];
        const passages = [...fieldPassages({ text, placeOf }, fields), ...bodyPassages(letter)];
        return problemsOf(file, [...long, ...textFaults(passages, language, text)]);
      }),
    ),
    ...pages.flatMap(({ value, placeOf, text }) => {
      const passages = [
        ...fieldPassages({ text, placeOf }, [
          [['title'], value.title],
          [['summary'], value.summary],
        ]),
        ...bodyPassages(value.body),
      ];
      return problemsOf(value.file, [...textFaults(passages, value.language, text)]);
    }),
    ...[...pageLeads, ...issues.flatMap(({ leads }) => leads)].flatMap(({ file, mentions }) =>
      problemsOf(file, shortened(mentions)),
    ),
    ...duplicateHeadlines(versions),
  ];
}

function versionFaults({ version, placeOf, text }: ParsedVersion): Fault[] {
  const { title, summary, points, cover, audio, corrections, withdrawn, body, language } = version;
  const fields = [
    [['title'], title],
    [['summary'], summary],
    ...points.map((point, index) => [['points', index], point] as const),
    [['cover', 'alt'], cover?.alt],
    [['cover', 'caption'], cover?.caption],
    [['audio', 'title'], audio?.title],
    ...corrections.map((correction, index) => [['corrections', index, 'text'], correction.text] as const),
    [['withdrawn'], withdrawn],
  ] as const;
  const pictures = [...(cover ? [{ picture: cover, place: placeOf(['cover', 'alt']) }] : []), ...pictureBlocks(body)];
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
    ...textFaults([...fieldPassages({ text, placeOf }, fields), ...bodyPassages(body)], language, text),
  ];
}

function isFileName({ alt, src }: Picture): boolean {
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

function duplicateHeadlines(versions: readonly ParsedVersion[]): Problem[] {
  const seen = new Map<string, string>();
  return versions.flatMap(({ version, placeOf }) => {
    const key = `${version.language} ${version.title.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, ' ')}`;
    const other = seen.get(key);
    seen.set(key, other ?? version.file);
    if (other === undefined) return [];
    return problemsOf(version.file, [
      warning(placeOf(['title']), 'duplicate-headline', `\`${other}\` has the same headline.`, 'Say what is new.'),
    ]);
  });
}
