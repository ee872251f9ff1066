import type { Root } from 'mdast';
import type { Library, Picture, Selection } from '#content/model.ts';
import type { Language } from '#i18n/languages.ts';
import { translator } from '#i18n/translator.ts';
import { mailPictureAddress } from './addresses.ts';
import { escapeHtml } from './escape.ts';
import type { MailForm } from './mail-form.ts';
import { type HeaderField, variantHeaders } from './mail-headers.ts';
import { embeddedPictures, type MailPicture, mailPicture, picturesOf } from './mail-pictures.ts';
import { clipBytes, longBytes, shorten } from './mail-size.ts';
import { fillMjml, fillText, readTemplate } from './mail-template.ts';
import { type MailSetting, mailView } from './mail-view.ts';
import { envelopeWords } from './mail-words.ts';
import { linkNotes } from './pens/link-notes.ts';
import { drawMailBody } from './pens/mail-body.ts';
import { columnWidth } from './pens/mail-dress.ts';
import { drawTextBody } from './pens/text-body.ts';
import type { Medium } from './piece-view.ts';

export interface VariantOrder {
  readonly library: Library;
  readonly selection: Selection;
  readonly form: MailForm;
  /** Public address of the doors, without a slash at the end. */
  readonly doorsUrl: string;
  /** Folders whose templates go before ours, file by file. */
  readonly templateRoots?: readonly string[];
  /** Marks subject and top as a test. */
  readonly isTest?: boolean;
}

/** An embedded picture, shown by `src="cid:…"`. */
export interface EmbeddedPicture {
  /** Content-ID without brackets. */
  readonly cid: string;
  readonly name: string;
  readonly mediaType: 'image/jpeg';
  readonly base64: string;
}

/** One variant, the same for all its recipients but for the slots of slots.ts in `text` and `html`. */
export interface VariantMail {
  readonly list: string;
  readonly form: MailForm;
  /** The reader's language. */
  readonly language: Language;
  readonly from: { readonly name: string; readonly address: string };
  readonly replyTo?: string;
  readonly subject: string;
  /** Absent in the form `discreet`. */
  readonly preheader?: string;
  readonly text: string;
  /** Absent in the form `plain`. */
  readonly html?: string;
  /** Constant headers, printable ASCII. */
  readonly headers: readonly HeaderField[];
  readonly pictures: readonly EmbeddedPicture[];
  /** Bytes of the decoded HTML, 0 without one. Gmail clips above 100,000. */
  readonly sizeBytes: number;
  /** Commentaries that were cut at the end of a block to fit; the text part is whole. */
  readonly shortened: readonly string[];
  readonly pieces: readonly VariantPiece[];
  /** Commentaries that this list does not get. */
  readonly missing: readonly string[];
  /** Every http(s) address that the mail links to or shows, without the personal ones of the doors. */
  readonly links: readonly string[];
}

export interface VariantPiece {
  readonly commentary: string;
  readonly language: Language;
  readonly isBorrowed: boolean;
  readonly isUntranslated: boolean;
}

/**
 * Draws a variant: the same content gives the same bytes. Throws VesnikError `header-control`, `picture-unreadable`,
 * `template-missing` or `template-broken`.
 */
export async function renderVariant(order: VariantOrder): Promise<VariantMail> {
  const { library, selection, form, doorsUrl, templateRoots = [], isTest = false } = order;
  const envelope = envelopeWords({ library, selection, form, isTest });
  const shared = { library, selection, form, doorsUrl, envelope, isTest };
  const { replyTo } = library.newsletter.sender;
  const template = await readTemplate('issue.txt', templateRoots);
  const drawn = form === 'plain' ? undefined : await drawHtml(shared, templateRoots);
  const text = await fillText(
    'issue.txt',
    template,
    mailView({ ...shared, isLong: false, medium: textMedium(), shortened: new Map() }),
  );
  return {
    list: selection.list.id,
    form,
    language: selection.list.interface,
    from: envelope.from,
    ...(replyTo !== undefined && { replyTo }),
    subject: envelope.subject,
    ...(envelope.preheader !== undefined && { preheader: envelope.preheader }),
    text,
    ...(drawn && { html: drawn.html }),
    headers: variantHeaders(selection, library),
    pictures: drawn?.pictures ?? [],
    sizeBytes: drawn === undefined ? 0 : Buffer.byteLength(drawn.html),
    shortened: drawn?.shortened ?? [],
    pieces: selection.pieces.map(({ commentary, version, isBorrowed, isUntranslated }) => ({
      commentary: commentary.id,
      language: version.language,
      isBorrowed,
      isUntranslated,
    })),
    missing: selection.missing.map(({ id }) => id),
    links: linksOf(`${text}\n${drawn?.html ?? ''}`, doorsUrl),
  };
}

type Shared = Omit<MailSetting, 'isLong' | 'medium' | 'shortened'>;

async function drawHtml(shared: Shared, templateRoots: readonly string[]) {
  const { library, selection } = shared;
  const language = selection.list.interface;
  const template = await readTemplate('issue.mjml', templateRoots);
  const { medium, pictures } = await htmlMedium(library, selection);
  const draw = async (isLong: boolean, shortened: ReadonlyMap<string, Root>) => {
    const html = await fillMjml('issue.mjml', template, mailView({ ...shared, isLong, medium, shortened }));
    // MJML names the kind of document in English, whatever the mail's language.
    const kind = escapeHtml(translator(language)('mail.kind'));
    return html.replace('aria-roledescription="email"', () => `aria-roledescription="${kind}"`);
  };
  const whole = await draw(false, new Map());
  if (Buffer.byteLength(whole) <= longBytes) return { html: whole, pictures, shortened: [] };
  const long = await draw(true, new Map());
  const { overLimit } = library.newsletter.mail;
  const isOver = Buffer.byteLength(long) >= clipBytes;
  const cut =
    isOver && overLimit === 'shorten'
      ? await shorten(selection, shortened => draw(true, shortened))
      : new Map<string, Root>();
  return { html: cut.size === 0 ? long : await draw(true, cut), pictures, shortened: [...cut.keys()] };
}

/** Pictures as the newsletter wants them: inside the mail, on its own site, or as words. */
async function htmlMedium(library: Library, selection: Selection) {
  const { url, mail } = library.newsletter;
  const wanted = mail.images === 'none' ? [] : picturesOf(selection);
  const made =
    mail.images === 'embedded'
      ? await embeddedPictures(wanted)
      : new Map(await Promise.all(wanted.map(async picture => [picture.file, await mailPicture(picture)] as const)));
  const cid = ({ name }: MailPicture) => `${name.slice(0, 32)}@${new URL(url).hostname}`;
  const source = (picture: Picture) => {
    const found = made.get(picture.file);
    if (found === undefined) return undefined;
    const width = Math.min(found.width, columnWidth);
    return {
      src: mail.images === 'embedded' ? `cid:${cid(found)}` : mailPictureAddress(url, found.name),
      width,
      height: Math.round((found.height * width) / found.width),
    };
  };
  const medium: Medium = {
    body: (body, place) => drawMailBody(body, { ...place, picture: source, sound: () => `${place.page}#audio` }),
    picture: source,
  };
  const pictures = [...new Map([...made.values()].map(picture => [picture.name, picture])).values()].map(
    (picture, at): EmbeddedPicture => ({
      cid: cid(picture),
      name: `picture-${at + 1}.jpg`,
      mediaType: 'image/jpeg',
      base64: picture.bytes.toString('base64'),
    }),
  );
  return { medium, pictures: mail.images === 'embedded' ? pictures : [] };
}

/** The notes of its links stand below each body. */
function textMedium(): Medium {
  const links = linkNotes();
  return {
    body: (body, place) => {
      const text = drawTextBody(body, place, links);
      return [text, links.take().join('\n')].filter(Boolean).join('\n\n');
    },
    picture: () => undefined,
  };
}

function linksOf(mail: string, doorsUrl: string): string[] {
  const found = mail.matchAll(/(?:href|src)="(https?:[^"]+)"|^(?:\[\d+\] )?(https?:\S+)$/gm);
  const addresses = [...found].map(([, attribute, line]) =>
    (attribute ?? line ?? '').replaceAll('&#x26;', '&').replaceAll('&amp;', '&'),
  );
  return [...new Set(addresses)].filter(
    address => !address.startsWith(`${doorsUrl}/u/`) && !address.startsWith(`${doorsUrl}/p/`),
  );
}
