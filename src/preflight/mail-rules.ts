import type { Finding } from './finding.ts';
import { findingAt } from './finding.ts';

/** What pre-flight reads of a variant; render's `VariantMail` fits. */
export interface Mail {
  readonly list: string;
  readonly form: string;
  readonly subject: string;
  readonly preheader?: string;
  /** Absent in the form `plain`. */
  readonly html?: string;
  /** Ids of the commentaries whose end was left to the site. */
  readonly shortened?: readonly string[];
}

/** Where a variant's findings are said to be. */
interface Place {
  /** The file of the issue's own words in the list's language, whether or not it exists yet. */
  readonly file: string;
  /** The folder. */
  readonly folder: string;
  readonly hasOwnSubject: boolean;
}

/** Characters that fit into one line of most inboxes. */
const mostSubject = 70;
/** What inboxes show after the subject. Shorter ones are filled up with the mail's first words. */
const preheaderLength = { least: 40, most: 140 } as const;
/** Gmail cuts off what is above (bytes of decoded HTML). */
const clippedBytes = 100_000;
const warnedBytes = 90_000;

/** Subject, preheader and size of one variant, said of the file where they can be changed. */
export function mailFindings(
  { list, form, subject, preheader, html, shortened = [] }: Mail,
  { file, folder, hasOwnSubject }: Place,
): Finding[] {
  const about = { severity: 'warning', list } as const;
  const findings: Finding[] = [];
  const length = [...subject].length;
  // A subject of the editor's own is measured by the content check, at its line.
  if (form === 'normal' && length > mostSubject && !hasOwnSubject) {
    findings.push(
      findingAt(file, {
        ...{
          ...about,
          rule: 'subject-length',
          message: `The subject has ${length} characters; inboxes show about ${mostSubject}.`,
        },
        hint: `Say it shorter: subject: ${[...subject].slice(0, 50).join('')}…`,
      }),
    );
  }
  const words = preheader === undefined ? undefined : [...preheader].length;
  if (form === 'normal' && words !== undefined && (words < preheaderLength.least || words > preheaderLength.most)) {
    const isShort = words < preheaderLength.least;
    findings.push(
      findingAt(file, {
        ...{ ...about, rule: 'preheader-length', message: `The preheader has ${words} characters.` },
        hint: isShort
          ? `With ${preheaderLength.least} or more, inboxes show nothing else beside the subject: preheader: …`
          : `Inboxes show ${preheaderLength.most} at most; what matters should come first: preheader: …`,
      }),
    );
  }
  for (const id of shortened) {
    findings.push(
      findingAt(folder, {
        ...{ ...about, rule: 'mail-shortened' },
        message: `In the mail of the list ${list} (${form}), ${id} is cut and its rest left to the site; the text part is whole.`,
        hint: 'To mail it whole: mail: { overLimit: whole } in newsletter.yaml.',
      }),
    );
  }
  const bytes = html === undefined ? 0 : Buffer.byteLength(html);
  if (bytes >= warnedBytes && shortened.length === 0) {
    const isClipped = bytes > clippedBytes;
    findings.push(
      findingAt(folder, {
        ...{ ...about, rule: 'mail-size' },
        message: `The mail of the list ${list} (${form}) has ${bytes.toLocaleString('en-US')} bytes of HTML; Gmail ${isClipped ? 'cuts it off' : 'cuts off'} above ${clippedBytes.toLocaleString('en-US')}.`,
        hint: isClipped
          ? 'Contents, language and unsubscribe links stand at its top too. To shorten such mails: mail: { overLimit: shorten } in newsletter.yaml.'
          : 'There is room for a few paragraphs more.',
      }),
    );
  }
  return findings;
}
