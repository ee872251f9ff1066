import { readFile } from 'node:fs/promises';
import { imageMetadata } from 'astro/assets/utils';
import type { KeptFiles } from './kept-files.ts';
import type { SitePicture } from './shelf.ts';

interface Options {
  readonly digest: KeptFiles['digest'];
  /** In `astro dev` pictures are given out from where they lie. */
  readonly isDev: boolean;
}

/**
 * Tells Astro's components of pictures, each by its absolute path. The name on the site is made of the bytes: a file's own may
 * be that of somebody who is hidden.
 */
export function sitePictures({ digest, isDev }: Options): (file: string) => Promise<SitePicture> {
  const known = new Map<string, Promise<SitePicture>>();
  return file => {
    const picture = known.get(file) ?? measure(file, { digest, isDev });
    known.set(file, picture);
    return picture;
  };
}

async function measure(file: string, { digest, isDev }: Options): Promise<SitePicture> {
  const metadata = await imageMetadata(await readFile(file), file);
  const { width, height, format } = metadata;
  // As Astro itself writes it.
  const original = new URLSearchParams({
    origWidth: String(width),
    origHeight: String(height),
    origFormat: format,
  });
  const src = isDev ? `/@fs${encodeURI(file)}?${original}` : `/_astro/${digest(file).slice(0, 12)}.${format}`;
  return { ...metadata, src, fsPath: file };
}
