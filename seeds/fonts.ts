/**
 * Cuts the site's typeface to what the three languages write with: `node seeds/fonts.ts`. Literata (SIL Open Font License 1.1,
 * without a reserved name) comes from the package @fontsource-variable/literata; what is cut away stays there and is loaded
 * only by a page that needs it. Latin 52 → 21 kB, Cyrillic 28 → 15 kB.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import subsetFont from 'subset-font';

const root = join(import.meta.dirname, '..');
const source = join(root, 'node_modules/@fontsource-variable/literata/files');
const target = join(root, 'src/site/fonts');

/** ASCII, the signs of the three languages, and the accents of names that are common in European news. */
const latin = `${range(0x20, 0x7e)}\u00a0§©«»°·×ÀÉÖÜßàáâäåçèéêëíîïñóôöøúü–—‘’“”„…•€−`;
/** Belarusian and Russian, Ukrainian for names, the stress mark, №. */
const cyrillic = `${range(0x410, 0x44f)}ЁёІіЎўЄєЇїҐґ№\u0301`;

await mkdir(target, { recursive: true });
for (const { style, wght, scripts } of [
  { style: 'normal', wght: { min: 400, max: 700 }, scripts: { latin, cyrillic } },
  // Italics are rare: letters of one weight. Their signs and digits stand upright (styles/fonts.css), for those are there already.
  { style: 'italic', wght: 400, scripts: { latin: lettersOf(latin), cyrillic } },
])
  for (const [script, text] of Object.entries(scripts)) {
    const whole = await readFile(join(source, `literata-${script}-wght-${style}.woff2`));
    const cut = await subsetFont(whole, text, {
      targetFormat: 'woff2',
      variationAxes: { wght },
      keepFeatures: ['kern', 'liga', 'locl', 'ccmp', 'mark', 'mkmk'],
      noLayoutClosure: true,
      noHinting: true,
    });
    await writeFile(join(target, `literata-${script}-${style}.woff2`), cut);
    console.log(`literata-${script}-${style}.woff2: ${whole.length} → ${cut.length} bytes`);
  }

function lettersOf(text: string): string {
  return text.replaceAll(/\P{Letter}/gu, '');
}

function range(first: number, last: number): string {
  return String.fromCodePoint(...Array.from({ length: last - first + 1 }, (_, at) => first + at));
}
