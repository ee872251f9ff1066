import { getImage } from 'astro:assets';
import { escapeHtml } from '#render/escape.ts';
import { fedPictureMarker, pictureMarker } from './picture-marker.ts';
import type { Shelf } from './shelf.ts';

type Pictures = Pick<Shelf, 'picture'>;

/** A text with its pictures in several sizes. */
export function withPictures(html: string, { picture }: Pictures): Promise<string> {
  return filled(html, pictureMarker.pattern, async written => {
    const { file, ...wanted } = pictureMarker.read(written);
    const { src, srcSet, attributes } = await getImage({ ...wanted, src: await picture(file) });
    const all = { src, ...(srcSet.values.length > 0 && { srcset: srcSet.attribute }), ...attributes };
    return Object.entries(all)
      .filter(([, value]) => value !== undefined && value !== null)
      .map(([name, value]) => `${name}="${escapeHtml(String(value))}"`)
      .join(' ');
  });
}

/** A text of a feed with the addresses of its pictures; `site` is the site's own. */
export function withFedPictures(html: string, { picture }: Pictures, site: string): Promise<string> {
  return filled(html, fedPictureMarker.pattern, async written => {
    const { file, width } = fedPictureMarker.read(written);
    const { src } = await getImage({ src: await picture(file), width: Math.min(width, 960) });
    return site + src;
  });
}

async function filled(html: string, pattern: RegExp, fill: (written: string) => Promise<string>): Promise<string> {
  const found = [...new Set(Array.from(html.matchAll(pattern), ([, , written = '']) => written))];
  if (found.length === 0) return html;
  const filling = new Map<string, string>();
  for (const written of found) filling.set(written, await fill(written));
  return html.replaceAll(pattern, (_, before: string, written: string) => before + (filling.get(written) ?? ''));
}
