import { dirname, join, relative, sep } from 'node:path';
import type { Library, Picture } from '#content/model.ts';

/** Path of a picture from the folder of the file that shows it, as Astro's image pipeline wants it: `./cover.jpg`. */
export function relativePicture({ root }: Library, file: string, picture: Picture): string {
  const path = relative(dirname(join(root, file)), picture.file)
    .split(sep)
    .join('/');
  return path.startsWith('.') ? path : `./${path}`;
}
