import type { Asset, MeasuredPicture, MeasuredSound } from './body-context.ts';
import { measurePicture } from './picture-file.ts';
import { measureSound } from './sound-file.ts';

/** Opens the pictures and sounds of one reading of content/, each once, however many languages show it. */
export interface AssetReader {
  /** `folder` is an absolute path, `src` as written: `./cover.jpg`. */
  readonly picture: (folder: string, src: string) => Promise<Asset<MeasuredPicture>>;
  readonly sound: (folder: string, src: string) => Promise<Asset<MeasuredSound>>;
}

/** `whole`: pictures are read to their last pixel, so that those that were cut off are found. */
export function assetReader({ whole = false } = {}): AssetReader {
  return {
    picture: once((folder, src) => measurePicture(folder, src, { whole })),
    sound: once(measureSound),
  };
}

function once<Read>(
  read: (folder: string, src: string) => Promise<Read>,
): (folder: string, src: string) => Promise<Read> {
  const known = new Map<string, Promise<Read>>();
  return (folder, src) => {
    const key = `${folder}\0${src}`;
    const reading = known.get(key) ?? read(folder, src);
    known.set(key, reading);
    return reading;
  };
}
