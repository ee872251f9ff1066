import { parseBuffer } from 'music-metadata';
import sharp from 'sharp';
import type { DistFault, ReadSite } from './dist-check.ts';

/** No file and no file's name holds a hidden word; no picture and no sound says who made it, where, or with what. */
export async function byteFaults({ files, hidden = [] }: ReadSite): Promise<DistFault[]> {
  const faults: DistFault[] = [];
  for (const [file, bytes] of files) {
    for (const word of hidden)
      if (file.includes(word) || bytes.includes(word) || bytes.includes(encodeURI(word)))
        faults.push({ file, rule: 'hidden', message: word });
    const notes = pictures.test(file) ? await pictureNotes(bytes) : sounds.test(file) ? await soundNotes(bytes) : [];
    if (notes.length > 0) faults.push({ file, rule: 'metadata', message: notes.join(', ') });
  }
  return faults;
}

const pictures = /\.(?:jpe?g|png|webp|avif|gif|tiff?)$/;
const sounds = /\.(?:mp3|m4a|mp4|ogg|opus|wav|flac)$/;

async function pictureNotes(bytes: Buffer): Promise<string[]> {
  const found = await sharp(bytes).metadata();
  const notes = (['exif', 'xmp', 'iptc', 'tifftagPhotoshop'] as const).filter(name => found[name] !== undefined);
  return [...notes, ...(found.comments ?? []).map(({ keyword }) => keyword)];
}

async function soundNotes(bytes: Buffer): Promise<string[]> {
  const { native } = await parseBuffer(bytes);
  return Object.entries(native).flatMap(([kind, tags]) => tags.map(({ id }) => `${kind} ${id}`));
}
