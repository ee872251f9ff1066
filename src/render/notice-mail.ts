import type { Language } from '#i18n/languages.ts';
import { escapeHtml } from './escape.ts';
import { drawPair } from './mail-pair.ts';

/** A section of a notice. What stands in it is words: everything is escaped. */
export interface NoticePart {
  readonly title?: string;
  readonly texts?: readonly string[];
  /** What is counted, and how many. */
  readonly rows?: readonly { readonly name: string; readonly value: string }[];
  /** Addresses of pages, to be opened. */
  readonly links?: readonly string[];
  /** What servers said, in English. */
  readonly sayings?: readonly string[];
  /** What to do, each with what is to be typed for it. */
  readonly steps?: readonly { readonly text: string; readonly command?: string }[];
}

/** What a mail to the people of the newsletter says. */
export interface NoticeView {
  readonly language: Language;
  /** Of the newsletter. */
  readonly name: string;
  readonly subject: string;
  readonly title: string;
  readonly parts: readonly NoticePart[];
  readonly foot: readonly string[];
}

/** Both parts of a notice, by `templates/notice.mjml` and `notice.txt`. Throws VesnikError `template-missing`, `template-broken`. */
export function drawNotice(
  { parts, ...view }: NoticeView,
  templateRoots: readonly string[],
): Promise<{ readonly text: string; readonly html: string }> {
  const whole = parts.map(part => ({
    ...{ title: null, texts: [], rows: [], links: [], sayings: [], ...part },
    steps: (part.steps ?? []).map(step => ({ command: null, ...step })),
  }));
  // A day breaks at no hyphen of its own.
  const heading = escapeHtml(view.title).replaceAll(/\d{4}-\d\d-\d\d/g, '<span style="white-space:nowrap">$&</span>');
  return drawPair(
    'notice',
    { ...view, heading: { markup: heading }, parts: whole },
    { language: view.language, templateRoots },
  );
}
