import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { circles, columns, harbour, windows } from './drawings/buildings.ts';
import { borders, drones, outposts } from './drawings/charts.ts';
import { arcs, balance, bars, globe } from './drawings/emblems.ts';
import { panels } from './drawings/ink.ts';
import { peaks, rocks, sail, tracks } from './drawings/landscapes.ts';

// Draws every picture of the sample content: `node seeds/pictures.ts`. No text, so no font decides how they look.
const content = join(dirname(fileURLToPath(import.meta.url)), '../content');

const pictures: Readonly<Record<string, () => string>> = {
  'authors/foreign-desk.jpg': globe,
  'authors/economy-desk.jpg': bars,
  'authors/rights-desk.jpg': balance,
  'authors/security-desk.jpg': arcs,
  'issues/2023-07-24/harbour.jpg': harbour,
  'issues/2023-07-24/columns.jpg': columns,
  'issues/2024-04-15/cover.jpg': rocks,
  'issues/2024-06-12/panels.jpg': () =>
    panels([
      { drawing: peaks(), middle: 0.55 },
      { drawing: harbour(), middle: 0.28 },
      { drawing: windows(), middle: 0.78 },
      { drawing: outposts(), middle: 0.72 },
      { drawing: sail(), middle: 0.5 },
    ]),
  'issues/2024-06-12/peaks.jpg': peaks,
  'issues/2024-06-12/borders.jpg': borders,
  'issues/2024-06-12/sail.jpg': sail,
  'issues/2024-08-05/circles.jpg': circles,
  'issues/2024-08-05/windows.jpg': windows,
  'issues/2024-10-28/review-cover.jpg': tracks,
  'issues/2024-10-28/drones-by-day.jpg': drones,
  'issues/2024-10-28/outposts.jpg': outposts,
  'issues/2024-10-28/windows.jpg': windows,
};

for (const [path, draw] of Object.entries(pictures)) {
  const file = join(content, path);
  await mkdir(dirname(file), { recursive: true });
  const { size } = await sharp(Buffer.from(draw())).flatten().jpeg({ quality: 82, mozjpeg: true }).toFile(file);
  console.log(`${path} ${size} bytes`);
}
