import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Picture } from '#content/media.ts';
import {
  embeddedPictures,
  everyMailPicture,
  mailPicture,
  pictureBudgetBytes,
  picturesOf,
} from '#render/mail-pictures.ts';
import { changed, found, selection, small, smallMail } from './sample.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vesnik-pictures-'));
});

afterAll(() => rm(folder, { recursive: true }));

describe('a picture of a mail', () => {
  test('is a JPEG of 600 pixels at most, without EXIF, and always the same bytes', async () => {
    const file = await photograph('photo.jpg', 1200, 800);
    const first = await mailPicture(file);
    const second = await mailPicture({ ...file });
    expect(first).toEqual(second);
    const { format, width, exif, xmp, icc } = await sharp(first.bytes).metadata();
    expect({ format, width, exif, xmp, icc }).toEqual({
      format: 'jpeg',
      width: 600,
      exif: undefined,
      xmp: undefined,
      icc: undefined,
    });
    expect(first.bytes.includes('53.9 secret place')).toBe(false);
  });

  test('is not made larger than it is', async () => {
    expect((await mailPicture(await photograph('small.jpg', 200, 100))).width).toBe(200);
  });

  test('that is none is refused by name', async () => {
    const file = join(folder, 'fake.jpg');
    await writeFile(file, 'GIF89a no picture');
    await expect(mailPicture(picture(file))).rejects.toMatchObject({ code: 'picture-unreadable' });
  });

  test('of too many pixels is refused before it is drawn', async () => {
    const file = join(folder, 'huge.png');
    const small = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#888' } })
      .png()
      .toBuffer();
    // Width, height and checksum of the IHDR chunk (PNG, 11.2.1): a file of a few bytes that says it is 20,000 × 20,000.
    small.writeUInt32BE(20_000, 16);
    small.writeUInt32BE(20_000, 20);
    small.writeUInt32BE(crc32(small.subarray(12, 29)), 29);
    await writeFile(file, small);
    await expect(mailPicture(picture(file))).rejects.toMatchObject({
      code: 'picture-unreadable',
      cause: { message: expect.stringContaining('pixel limit') },
    });
  });
});

describe('the pictures of one mail', () => {
  test('keep to their budget together by growing coarser, then by being left out', async () => {
    const few = await Promise.all([1, 2].map(at => photograph(`few-${at}.jpg`, 600, 600)));
    const kept = await embeddedPictures(few);
    expect(kept.size).toBe(2);
    expect(bytesOf(kept)).toBeLessThanOrEqual(pictureBudgetBytes);
    const many = await Promise.all(Array.from({ length: 16 }, (_, at) => photograph(`many-${at}.jpg`, 360, 360)));
    const some = await embeddedPictures(many);
    expect(some.size).toBeLessThan(16);
    expect(bytesOf(some)).toBeLessThanOrEqual(pictureBudgetBytes);
  });

  test('are embedded once each, under names that say nothing', async () => {
    const { pictures, html = '' } = await smallMail('be');
    expect(pictures.map(({ name }) => name)).toEqual(['picture-1.jpg', 'picture-2.jpg']);
    for (const { cid } of pictures) expect(html.split(`src="cid:${cid}"`)).toHaveLength(2);
  });

  test('are linked on our own site where that is wanted, by the bytes that the build makes', async () => {
    const library = changed(small, { mail: { images: 'remote', overLimit: 'whole' } });
    const { pictures, html = '', links } = await smallMail('be', { library });
    expect(pictures).toEqual([]);
    const sources = [...html.matchAll(/ src="([^"]+)"/g)].map(([, src]) => src);
    const cover = found(
      small.issues.flatMap(({ commentaries }) => commentaries).find(({ slug }) => slug === 'blocks')?.versions.be
        ?.cover,
      'cover',
    );
    expect(sources).toHaveLength(2);
    expect(sources).toContain(`https://lookout.example.org/m/${(await mailPicture(cover)).name}`);
    expect(links).toEqual(expect.arrayContaining(sources));
  });

  test('are all known to the build', () => {
    const known = new Set(everyMailPicture(small).map(({ file }) => file));
    for (const { id } of small.newsletter.lists)
      for (const { file } of picturesOf(selection(small, '2024-01-08', id))) expect(known).toContain(file);
    expect(known.size).toBe(2);
  });

  test('are words where none are wanted', async () => {
    const library = changed(small, { mail: { images: 'none', overLimit: 'whole' } });
    const { html = '' } = await smallMail('be', { library });
    expect(html.match(/<img|cid:|\/m\//g)).toBeNull();
    expect(html).toContain('Выява: Цёмныя пагоркі пад бледным месяцам');
  });
});

/** Noise, which no encoder makes small, with a place in its EXIF. */
async function photograph(name: string, width: number, height: number): Promise<Picture> {
  const file = join(folder, name);
  const noise = { type: 'gaussian', mean: 128, sigma: 40 } as const;
  await sharp({ create: { width, height, channels: 3, background: '#888', noise } })
    .withExif({ IFD0: { ImageDescription: '53.9 secret place' } })
    .jpeg({ quality: 90 })
    .toFile(file);
  return picture(file);
}

function picture(file: string): Picture {
  return { src: './x.jpg', file, width: 1, height: 1, alt: 'x', archive: false };
}

function bytesOf(pictures: Awaited<ReturnType<typeof embeddedPictures>>): number {
  return [...pictures.values()].reduce((sum, { bytes }) => sum + bytes.length, 0);
}
