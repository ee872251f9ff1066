import { stat } from 'node:fs/promises';
import { findAsset, refused } from './asset-path.ts';
import type { Asset, MeasuredPicture } from './body-context.ts';

const endings = ['jpg', 'jpeg', 'png'] as const;
const formats: Readonly<Record<string, string>> = { jpg: 'jpeg', jpeg: 'jpeg', png: 'png' };

/** 40 megapixels: every camera's picture; 20,000 × 20,000 would take 1.6 GB to open. */
const mostPixels = 40_000_000;
const longestSide = 12_000;
const largestBytes = 20_000_000;

/** Opens a picture as far as its measures. `whole` reads every pixel too, which finds files that were cut off. */
export async function measurePicture(
  folder: string,
  src: string,
  { whole = false } = {},
): Promise<Asset<MeasuredPicture>> {
  const found = await findAsset(folder, src, endings);
  if (!found.ok) return found;
  const { file } = found;
  const { size } = await stat(file);
  if (size > largestBytes) return refused('picture-size', `\`${src}\` is larger than 20 MB.`, 'Save it smaller.');
  // Loaded where there is a picture: 24 MB that commands about subscribers need not have.
  const { default: sharp } = await import('sharp');
  try {
    const picture = sharp(file, { limitInputPixels: false, failOn: 'error' });
    const { format, width, height, autoOrient } = await picture.metadata();
    const wanted = formats[src.slice(src.lastIndexOf('.') + 1).toLowerCase()];
    if (format !== wanted) {
      return refused(
        'file-kind',
        `\`${src}\` is not what its name says: it holds ${format}.`,
        `Save it as ${wanted === 'png' ? 'png' : 'jpg'}.`,
      );
    }
    if (width * height > mostPixels || Math.max(width, height) > longestSide) {
      const measures = `${width.toLocaleString('en')} × ${height.toLocaleString('en')}`;
      return refused(
        'picture-size',
        `\`${src}\` is ${measures} pixels.`,
        'Save it with at most 12,000 pixels a side, 40 million in all.',
      );
    }
    if (whole) await sharp(file, { limitInputPixels: mostPixels, failOn: 'error' }).resize(8).raw().toBuffer();
    return { ok: true, measured: { src, file, width: autoOrient.width, height: autoOrient.height } };
  } catch {
    return refused(
      'file-kind',
      `\`${src}\` cannot be opened as a picture.`,
      'Open it in a picture program and save it again.',
    );
  }
}
