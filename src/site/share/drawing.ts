import { readFile } from 'node:fs/promises';
import satori from 'satori';
import sharp from 'sharp';
import type { Trend } from '#content/trend.ts';
import { coverSize, type ShareCard, shareSize } from './card.ts';

/**
 * A card as PNG; the same card is the same bytes. Satori sets the text and turns it into paths (7 ms), sharp makes pixels of them
 * (29 ms outside of JavaScript; 29 kB with 16 colours, against 90 kB and 22 ms with all, 68 kB and 20 ms as JPEG).
 */
export async function drawCard(card: ShareCard): Promise<Buffer> {
  fonts ??= readFonts();
  const size = card.isSquare === true ? coverSize : shareSize;
  const svg = await satori(card.isSquare === true ? cover(card) : layout(card), { ...size, fonts: await fonts });
  const marked = svg.replace(/<\/svg>$/, () => `${mark(card)}</svg>`);
  return sharp(Buffer.from(marked)).png({ palette: true, colours: 16, dither: 0, effort: 1 }).toBuffer();
}

const ink = '#1b1a17';
const quiet = '#4b4740';
const accent = '#21407f';
const paper = '#fdfcf9';
const margin = 64;

const shapes = {
  improved: { colour: '#1f5734', path: 'M18 4 34 32H2z' },
  unchanged: { colour: quiet, path: 'M5 6h26v26H5z' },
  worsened: { colour: '#8a1f1a', path: 'M2 6h32L18 34z' },
  mixed: { colour: '#6a4300', path: 'M18 1 35 19 18 37 1 19z' },
} as const satisfies Record<Trend, { colour: string; path: string }>;

const crossed = { colour: '#8a1f1a', path: 'M7 3 18 14 29 3l5 5-11 11 11 11-5 5-11-11L7 35l-5-5 11-11L2 8z' } as const;

/** Satori puts drawings inside as pictures that no reader of SVG must know; a path is drawn by everybody. */
function mark({ trend, withdrawn }: ShareCard): string {
  const bar = `<path d="M0 0h16v${coverSize.height}H0z" fill="${accent}"/>`;
  if (trend === undefined && withdrawn === undefined) return bar;
  const { colour, path } = trend === undefined ? crossed : shapes[trend.shape];
  return `${bar}<path d="${path}" fill="${colour}" transform="translate(${margin} 534)"/>`;
}

type Dress = Readonly<Record<string, string | number>>;

interface Part {
  readonly type: string;
  readonly key: null;
  readonly props: { readonly style: Dress; readonly children: string | readonly Part[] };
}

function layout({ name, over, headline, period, trend, withdrawn }: ShareCard): Part {
  return box({ width: '100%', height: '100%', backgroundColor: paper, color: ink, fontFamily: text }, [
    line({ top: 52, left: margin, maxWidth: 600, ...oneLine, fontFamily: strong, fontSize: 34, color: accent }, name),
    ...(period === undefined ? [] : [line({ top: 56, right: margin, fontSize: 28, color: quiet }, period)]),
    ...(over === undefined
      ? []
      : [line({ top: 122, left: margin, right: margin, ...oneLine, fontSize: 28, color: quiet }, over)]),
    line({ top: 178, left: margin, right: margin, fontFamily: strong, ...fitted(headline) }, headline),
    ...(trend === undefined
      ? []
      : [line({ top: 532, left: margin + 54, fontSize: 30, color: shapes[trend.shape].colour }, trend.words)]),
    ...(withdrawn === undefined
      ? []
      : [line({ top: 528, left: margin + 54, fontFamily: strong, fontSize: 34, color: crossed.colour }, withdrawn)]),
  ]);
}

function cover({ name, headline }: ShareCard): Part {
  const wide = { left: 120, right: 100, display: 'block', lineHeight: 1.16, wordBreak: 'break-word' };
  return box({ width: '100%', height: '100%', backgroundColor: paper, color: ink, fontFamily: text }, [
    line(
      { top: 420, ...wide, lineClamp: 2, fontFamily: strong, fontSize: name.length > 14 ? 110 : 190, color: accent },
      name,
    ),
    line({ top: 720, ...wide, lineClamp: 5, fontSize: 72, color: quiet }, headline),
  ]);
}

const oneLine = { display: 'block', lineClamp: 1 } as const;

// How many characters fit: lines of 1,072 px below each other on 340 px, at half an em for a character.
const sizes = [
  { most: 40, fontSize: 84, lineClamp: 3 },
  { most: 80, fontSize: 68, lineClamp: 4 },
  { most: 130, fontSize: 58, lineClamp: 5 },
  { most: 190, fontSize: 48, lineClamp: 6 },
  { most: 240, fontSize: 42, lineClamp: 7 },
] as const;

/** A long headline is smaller; what does not fit even so ends with an ellipsis. */
function fitted({ length }: string): Dress {
  const { fontSize, lineClamp } = sizes.find(({ most }) => length <= most) ?? sizes[4];
  return { fontSize, lineClamp, lineHeight: 1.16, display: 'block', wordBreak: 'break-word', maxHeight: 340 };
}

const box = (style: Dress, children: readonly Part[]): Part => ({
  type: 'div',
  key: null,
  props: { style: { display: 'flex', position: 'relative', ...style }, children },
});

const line = (style: Dress, children: string): Part => ({
  type: 'div',
  key: null,
  props: { style: { position: 'absolute', ...style }, children },
});

// Every file has a family of its own: two files under one name, and the letters of the second become empty boxes.
const scripts = ['latin', 'latin-ext', 'cyrillic'] as const;
const family = (weight: 400 | 600) => scripts.map(script => `${script}-${weight}`).join(', ');
const text = family(400);
const strong = family(600);

let fonts: ReturnType<typeof readFonts> | undefined;

async function readFonts() {
  const named = scripts.flatMap(script => ([400, 600] as const).map(weight => ({ script, weight })));
  return Promise.all(
    named.map(async ({ script, weight }) => ({
      name: `${script}-${weight}`,
      data: await readFile(new URL(`../fonts/share-${script}-${weight}.woff`, import.meta.url)),
      weight,
      style: 'normal' as const,
    })),
  );
}
