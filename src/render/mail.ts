import { correctionKey } from '#content/correction-key.ts';
import type { Library } from '#content/model.ts';
import type { Selection } from '#content/selection.ts';
import type { Language } from '#i18n/languages.ts';
import type { MailForm } from './mail-form.ts';
import { type HeaderField, variantHeaders } from './mail-headers.ts';
import { drawMailHtml, type EmbeddedPicture } from './mail-html.ts';
import { fillText, readTemplate } from './mail-template.ts';
import { mailView } from './mail-view.ts';
import { envelopeWords } from './mail-words.ts';
import { correctionsOf, type Occasion } from './occasion.ts';
import { linkNotes } from './pens/link-notes.ts';
import { drawTextBody } from './pens/text-body.ts';
import type { Medium } from './piece-view.ts';
import { guardDrawn, guardSource } from './slot-guard.ts';

export interface VariantOrder {
  readonly library: Library;
  readonly selection: Selection;
  /** Absent: the issue itself. */
  readonly occasion?: Occasion;
  readonly form: MailForm;
  /** Public address of the doors, without a slash at the end. */
  readonly doorsUrl: string;
  /** Folders whose templates go before ours, file by file. */
  readonly templateRoots?: readonly string[];
  /** Marks subject and top as a test. */
  readonly isTest?: boolean;
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
  /** Keys of all corrections that it tells, those within its pieces too. */
  readonly corrections: readonly string[];
  /** Every http(s) address that the mail links to or shows, without the personal ones of the doors. */
  readonly links: readonly string[];
}

interface VariantPiece {
  readonly commentary: string;
  readonly language: Language;
  readonly isBorrowed: boolean;
  readonly isUntranslated: boolean;
}

/**
 * Draws a variant: the same content gives the same bytes. Throws VesnikError `header-control`, `picture-unreadable`,
 * `template-missing`, `template-broken` or
 * `slot-in-content`.
 */
export async function renderVariant(order: VariantOrder): Promise<VariantMail> {
  const {
    library,
    selection,
    occasion = { kind: 'issue' },
    form,
    doorsUrl,
    templateRoots = [],
    isTest = false,
  } = order;
  guardSource([library.newsletter, [...library.topics], [...library.authors], selection, occasion]);
  const envelope = envelopeWords({ library, selection, occasion, form, isTest });
  const shared = { library, selection, occasion, form, doorsUrl, envelope, isTest };
  const { replyTo } = library.newsletter.sender;
  const template = await readTemplate('issue.txt', templateRoots);
  const drawn = form === 'plain' ? undefined : await drawMailHtml(shared, templateRoots);
  const text = await fillText(
    'issue.txt',
    template,
    mailView({ ...shared, isLong: false, medium: textMedium(), shortened: new Map() }),
  );
  guardDrawn(`${text}\n${drawn?.html ?? ''}`, doorsUrl);
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
    headers: variantHeaders(selection, library, { form, occasion }),
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
    corrections: correctionKeys(occasion, selection, library),
    links: linksOf(`${text}\n${drawn?.html ?? ''}`, doorsUrl),
  };
}

function correctionKeys(occasion: Occasion, selection: Selection, library: Library): string[] {
  const inside = selection.pieces.flatMap(({ version }) =>
    version.corrections.map(correction => correctionKey(version, correction)),
  );
  const beside = correctionsOf(occasion, selection, library).map(({ version, ...correction }) =>
    correctionKey(version, correction),
  );
  return [...new Set([...inside, ...beside])];
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
