import type { Root } from 'mdast';
import type { Picture } from '#content/media.ts';
import type { Library } from '#content/model.ts';
import type { Selection } from '#content/selection.ts';
import { translator } from '#i18n/translator.ts';
import { mailPictureAddress } from './addresses.ts';
import { escapeHtml } from './escape.ts';
import { embeddedPictures, type MailPicture, mailPicture, picturesOf } from './mail-pictures.ts';
import { clipBytes, longBytes, shorten } from './mail-size.ts';
import { fillMjml, readTemplate } from './mail-template.ts';
import { type MailSetting, mailView } from './mail-view.ts';
import { drawMailBody } from './pens/mail-body.ts';
import { columnWidth } from './pens/mail-dress.ts';
import type { PenPlace } from './pens/pen.ts';
import type { Medium } from './piece-view.ts';

/** An embedded picture, shown by `src="cid:…"`. */
export interface EmbeddedPicture {
  /** Content-ID without brackets. */
  readonly cid: string;
  readonly name: string;
  readonly mediaType: 'image/jpeg';
  readonly base64: string;
}

export interface MailHtml {
  readonly html: string;
  readonly pictures: readonly EmbeddedPicture[];
  /** Commentaries that were cut. */
  readonly shortened: readonly string[];
}

/** What both parts of a mail are drawn from. */
export type MailOrder = Omit<MailSetting, 'isLong' | 'medium' | 'shortened'>;

/** The HTML part: drawn once, again with links at its top where it is long, and shortened where that is wanted and needed. */
export async function drawMailHtml(shared: MailOrder, templateRoots: readonly string[]): Promise<MailHtml> {
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
  // A long mail is drawn twice, a shortened one a dozen times; its bodies are the same but for one.
  const drawn = new Map<Root, string>();
  const draw = (body: Root, place: PenPlace) => {
    const markup = drawMailBody(body, { ...place, picture: source, sound: () => `${place.page}#audio` });
    drawn.set(body, markup);
    return markup;
  };
  const medium: Medium = {
    body: (body, place) => drawn.get(body) ?? draw(body, place),
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
