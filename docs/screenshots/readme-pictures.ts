import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import sharp from 'sharp';
import { pathOf } from '../../tests/browser/page-kinds.ts';
import { type Look, type Shown, takePicture } from './looks.ts';

const desktop: Look = { name: 'desktop', width: 1200, mostHeight: 1180, colorScheme: 'light' };

/** Writes the pictures that README.md shows. Each stays under 150 kB, so that a clone stays small. */
export async function takeReadmePictures(
  browser: Browser,
  address: string,
  mails: ReadonlyMap<string, string>,
  folder: string,
): Promise<void> {
  const pictures: readonly [string, Shown, Look][] = [
    ['home-be', { url: address + pathOf('home', 'be') }, desktop],
    ['trends-en', { url: `${address}/en/trends/2024/` }, { ...desktop, mostHeight: 900 }],
    ['mail-be', { html: mails.get('be') ?? '' }, { ...desktop, width: 700 }],
  ];
  for (const [name, shown, look] of pictures) {
    const file = join(folder, `${name}.png`);
    const png = await takePicture(browser, shown, look);
    const { size } = await sharp(png).png({ palette: true, colours: 64, effort: 10 }).toFile(file);
    if (size > 150_000) throw new RangeError(`${file} has ${size} bytes; take less of the page or fewer colours`);
    console.log(file);
  }
}
