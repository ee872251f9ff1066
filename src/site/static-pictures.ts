import { createHash } from 'node:crypto';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { keepPicture, keptPictures } from './kept-pictures.ts';
import type { SiteTree } from './site-tree.ts';

const size = z.object({ width: z.number().optional(), height: z.number().optional() });
const wanted = size.extend({
  src: z.object({ src: z.string(), fsPath: z.string() }),
  format: z.enum(['jpg', 'jpeg', 'png', 'webp']),
});

/** A picture in one size and format, as a page names it. Plain values. */
export interface StaticPicture extends Omit<z.infer<typeof wanted>, 'src'> {
  /** On this site: `/_astro/….webp`. */
  readonly path: string;
  /** The picture's own file. */
  readonly file: string;
}

/**
 * From now on Astro's components ask here how a picture will be called, and `note` is told of each. Astro itself forgets which page
 * asked, and makes pictures from copies in the built site.
 */
export function nameStaticPictures(note: (picture: StaticPicture) => void): void {
  globalThis.astroAsset = {
    ...globalThis.astroAsset,
    addStaticImage: (options, hashed) => {
      const { src, ...sized } = wanted.parse(options);
      const said = hashed.map(name => (name === 'src' ? src.src : options[name]));
      const digest = createHash('sha256').update(JSON.stringify(said)).digest('hex').slice(0, 8);
      const path = `${src.src.replace(/\.\w+$/, '')}_${digest}.${sized.format}`;
      note({ path, file: src.fsPath, ...sized });
      return path;
    },
  };
}

/** Puts pictures into a built site, and makes those that no build before has made. Others that wait in `kept` go. */
export async function putPictures(
  pictures: Iterable<StaticPicture>,
  { tree, kept }: { readonly tree: SiteTree; readonly kept: string },
): Promise<void> {
  const named = new Map(Array.from(pictures, picture => [picture.path.replace('/_astro/', ''), picture]));
  await mkdir(kept, { recursive: true });
  const known = await keptPictures(kept);
  for (const [name, picture] of named) {
    if (!known.has(name)) await keepPicture(join(kept, name), await make(picture));
    tree.put(join(kept, name), `_astro/${name}`);
  }
  for (const name of await readdir(kept)) if (!named.has(name)) await rm(join(kept, name), { force: true });
}

/** Upright, and without what the camera wrote into it. */
async function make({ file, width, height, format }: StaticPicture): Promise<Buffer> {
  // Most builds find all pictures made.
  const { default: sharp } = await import('sharp');
  const measures = { ...(width && { width: Math.round(width) }), ...(height && { height: Math.round(height) }) };
  return sharp(file)
    .rotate()
    .resize({ ...measures, withoutEnlargement: true })
    .toFormat(format === 'jpg' ? 'jpeg' : format)
    .toBuffer();
}
