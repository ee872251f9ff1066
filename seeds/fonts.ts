/**
 * Cuts the site's typeface to what the three languages write with: `node seeds/fonts.ts`. Literata (SIL Open Font License 1.1,
 * without a reserved name) comes from the package @fontsource-variable/literata; what is cut away stays there and is loaded
 * only by a page that needs it. Latin 52 → 19 kB, Cyrillic 28 → 13 kB; a commentary with emphasis stays within 60 kB so.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import subsetFont from 'subset-font';

const root = join(import.meta.dirname, '..');
const source = join(root, 'node_modules/@fontsource-variable/literata/files');
const target = join(root, 'src/site/fonts');

/** ASCII and the signs of the three languages. */
const latin = `${range(0x20, 0x7e)}\u00a0§©«»°·×–—‘’“”„…•€−`;
/** Letters of names that are common in European news; few pages have one. */
const accents = 'ÀÉÖÜßàáâäåçèéêëíîïñóôöøúü';
/** Belarusian and Russian, the stress mark, №. */
const cyrillic = `${range(0x410, 0x44f)}ЁёІіЎў№\u0301`;
const ukrainian = 'ЄєЇїҐґ';
/** What an English page says in Cyrillic: the names of the languages and of the list in them. */
const names = [...new Set(lettersOf('Беларуская Русский мова аўтара'))].toSorted().join('');

const marks = ['liga', 'locl', 'ccmp', 'mark', 'mkmk'];
const styles = [
  { style: 'normal', wght: { min: 400, max: 650 }, keepFeatures: ['kern', ...marks], latin },
  // Italics are rare: letters of one weight and without kerning. Their signs and digits stand upright (styles/fonts.css), for those are there already.
  { style: 'italic', wght: 400, keepFeatures: marks, latin: lettersOf(latin) },
];

await mkdir(target, { recursive: true });
for (const { style, wght, keepFeatures, latin: letters } of styles)
  for (const { name, script, text } of [
    { name: 'latin', script: 'latin', text: letters },
    { name: 'accents', script: 'latin', text: accents },
    { name: 'cyrillic', script: 'cyrillic', text: cyrillic },
    { name: 'ukrainian', script: 'cyrillic', text: ukrainian },
    ...(style === 'normal' ? [{ name: 'names', script: 'cyrillic', text: names }] : []),
  ]) {
    const whole = await readFile(join(source, `literata-${script}-wght-${style}.woff2`));
    const cut = await subsetFont(whole, text, {
      targetFormat: 'woff2',
      variationAxes: { wght },
      keepFeatures,
      noLayoutClosure: true,
      noHinting: true,
      // Nothing here is set vertically, no screen needs their hints, and widths between two weights follow from the outlines.
      dropTables: ['vhea', 'vmtx', 'VORG', 'VVAR', 'HVAR', 'MVAR', 'STAT', 'gasp'],
    });
    await writeFile(join(target, `literata-${name}-${style}.woff2`), cut);
    console.log(`literata-${name}-${style}.woff2: ${whole.length} → ${cut.length} bytes`);
  }

function lettersOf(text: string): string {
  return text.replaceAll(/\P{Letter}/gu, '');
}

function range(first: number, last: number): string {
  return String.fromCodePoint(...Array.from({ length: last - first + 1 }, (_, at) => first + at));
}
