import { getImage } from 'astro:assets';
import type { ImageMetadata } from 'astro';
import { escapeHtml } from '#render/escape.ts';
import { fedPictureMarker, pictureMarker } from './picture-marker.ts';
import type { Shelf } from './shelf.ts';

type Pictures = Pick<Shelf, 'picture'>;

/** A text with its pictures: WebP in several sizes, and one for browsers that have never heard of it. */
export function withPictures(html: string, { picture }: Pictures): Promise<string> {
  return filled(html, pictureMarker.pattern, async written => {
    const { file, ...wanted } = pictureMarker.read(written);
    const source = await picture(file);
    const { srcSet, attributes } = await getImage({ ...wanted, src: source });
    const { src } = await plainPicture(source, wanted.width);
    const { sizes, ...shown } = attributes;
    const kinds = attributesOf({ type: 'image/webp', srcset: srcSet.attribute, sizes });
    return (before, after) => `<picture><source ${kinds}>${before}${attributesOf({ src, ...shown })}${after}</picture>`;
  });
}

/** A text of a feed with the addresses of its pictures; `site` is the site's own. */
export function withFedPictures(html: string, { picture }: Pictures, site: string): Promise<string> {
  return filled(html, fedPictureMarker.pattern, async written => {
    const { file, width } = fedPictureMarker.read(written);
    const { src } = await plainPicture(await picture(file), width);
    return (before, after) => before + site + src + after;
  });
}

/** One size that everything can show. */
function plainPicture(src: ImageMetadata, width: number) {
  return getImage({ src, width: Math.min(width, 960), format: src.format === 'png' ? 'png' : 'jpg' });
}

/** What stands where a marker stood, between what is before and after it. */
type Filling = (before: string, after: string) => string;

async function filled(html: string, pattern: RegExp, fill: (written: string) => Promise<Filling>): Promise<string> {
  const found = [...new Set(Array.from(html.matchAll(pattern), ([, , written = '']) => written))];
  if (found.length === 0) return html;
  const fillings = new Map<string, Filling>();
  for (const written of found) fillings.set(written, await fill(written));
  return html.replaceAll(
    pattern,
    (_, before: string, written: string, after: string) => fillings.get(written)?.(before, after) ?? '',
  );
}

function attributesOf(values: Readonly<Record<string, unknown>>): string {
  return Object.entries(values)
    .filter(([, value]) => value !== undefined && value !== null)
    .map(([name, value]) => `${name}="${escapeHtml(String(value))}"`)
    .join(' ');
}
