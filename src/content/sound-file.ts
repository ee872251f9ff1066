import { stat } from 'node:fs/promises';
import { findAsset, refused } from './asset-path.ts';
import type { Asset, MeasuredSound } from './body-context.ts';

const mediaTypes: Readonly<Record<string, string>> = { mp3: 'audio/mpeg', m4a: 'audio/mp4', ogg: 'audio/ogg' };
const containers: Readonly<Record<string, RegExp>> = { mp3: /^MPEG/i, m4a: /MP4|M4A|isom|mp42/i, ogg: /^Ogg/i };
const largestBytes = 200_000_000;

/** Opens a sound as far as its length. */
export async function measureSound(folder: string, src: string): Promise<Asset<MeasuredSound>> {
  const found = await findAsset(folder, src, Object.keys(mediaTypes));
  if (!found.ok) return found;
  const { file } = found;
  const { size } = await stat(file);
  const ending = src.slice(src.lastIndexOf('.') + 1).toLowerCase();
  if (size > largestBytes) return refused('sound-size', `\`${src}\` is larger than 200 MB.`, 'Save it smaller.');
  // Takes longer to load than all of a small newsletter to read.
  const { parseFile } = await import('music-metadata');
  const format = await parseFile(file, { duration: true, skipCovers: true }).then(
    read => read.format,
    () => undefined,
  );
  const seconds = format?.duration ?? 0;
  if (!format || !containers[ending]?.test(format.container ?? '') || !(seconds > 0)) {
    return refused('file-kind', `\`${src}\` cannot be opened as a sound.`, 'Save it as mp3.');
  }
  return { ok: true, measured: { src, file, seconds, sizeBytes: size, mediaType: mediaTypes[ending] ?? 'audio/mpeg' } };
}
