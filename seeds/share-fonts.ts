// Cuts the fonts of the pictures that links are shared with: `node seeds/share-fonts.ts`. Without variations and as WOFF, because
// that is what the layout reads; one file for each script, since a file of the typeface holds one.
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import subsetFont from 'subset-font';
import { drawableRanges } from '../src/site/share/characters.ts';

const source = new URL('../node_modules/@fontsource-variable/literata/files/', import.meta.url);
const target = new URL('../src/site/fonts/', import.meta.url);

const characters = drawableRanges
  .flatMap(([first, last]) => Array.from({ length: last - first + 1 }, (_, at) => String.fromCodePoint(first + at)))
  .join('');

for (const script of ['latin', 'latin-ext', 'cyrillic'])
  for (const weight of [400, 600]) {
    const font = await readFile(new URL(`literata-${script}-standard-normal.woff2`, source));
    // The widest optical size there is for a headline of this height.
    const cut = await subsetFont(font, characters, { targetFormat: 'woff', variationAxes: { wght: weight, opsz: 36 } });
    const file = new URL(`share-${script}-${weight}.woff`, target);
    await writeFile(file, cut);
    console.log(`${fileURLToPath(file)}: ${cut.length} bytes`);
  }
