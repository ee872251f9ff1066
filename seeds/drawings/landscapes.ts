import { chance, hills, ink, shape, sheet, sky } from './ink.ts';

const width = 1600;
const height = 900;

/** Three rocks in a calm sea under a low sun. */
export function rocks(): string {
  const next = chance(415);
  const glitter = Array.from({ length: 46 }, (_, index) => {
    const y = 572 + index * 7;
    const half = (30 + index * 4.2) * (0.35 + next() * 0.65);
    const x = 1080 + (next() - 0.5) * 70;
    return `<rect x="${(x - half).toFixed(1)}" y="${y}" width="${(half * 2).toFixed(1)}" height="2.5" fill="${ink.paper}" opacity="${(0.7 - index * 0.012).toFixed(2)}"/>`;
  });
  return sheet(width, height, [
    sky(width, 560, '#d9c9a8', '#f3dcae'),
    `<circle cx="1080" cy="470" r="82" fill="${ink.paper}"/>`,
    hills({ seed: 7, width, height: 560, level: 520, swing: 26, step: 200, fill: '#b9b8a4' }),
    `<rect y="560" width="${width}" height="340" fill="${ink.slate}"/>`,
    `<rect y="700" width="${width}" height="200" fill="${ink.deep}" opacity="0.45"/>`,
    ...glitter,
    shape('330,640 400,330 440,268 486,300 560,470 610,640', ink.deep),
    shape('440,268 486,300 560,470 610,640 500,640 470,450', ink.night),
    shape('640,650 690,430 735,372 790,420 850,650', ink.deep),
    shape('735,372 790,420 850,650 760,650 745,500', ink.night),
    shape('250,646 272,560 300,528 330,566 352,646', ink.deep),
    shape('300,528 330,566 352,646 312,646', ink.night),
    shape('250,646 352,646 330,700 280,690', ink.night, 0.25),
    shape('330,640 610,640 560,820 400,800', ink.night, 0.25),
    shape('640,650 850,650 800,800 700,790', ink.night, 0.25),
  ]);
}

/** Two snow-covered peaks above a dry plain. */
export function peaks(): string {
  return sheet(width, height, [
    sky(width, height, '#8fa7b3', '#efe3cb'),
    shape('380,640 860,190 930,230 1330,640', ink.slate),
    shape('860,190 930,230 1330,640 960,640 900,420', '#3f596b'),
    shape('860,190 930,230 1046,349 985,330 930,372 890,318 830,362 770,320 730,312', ink.paper),
    shape('930,230 1046,349 985,330 930,372 900,300', ink.pale),
    shape('980,640 1270,380 1310,398 1560,640', '#5d7787'),
    shape('1270,380 1310,398 1560,640 1340,640 1290,500', '#48616f'),
    shape('1270,380 1310,398 1366,452 1318,440 1284,468 1250,436 1204,440', ink.paper),
    hills({ seed: 31, width, height, level: 630, swing: 22, step: 180, fill: '#a39a78' }),
    hills({ seed: 12, width, height, level: 710, swing: 26, step: 240, fill: '#86805f' }),
    hills({ seed: 5, width, height, level: 800, swing: 24, step: 320, fill: '#5f6049' }),
    `<path d="M-20 900C300 800 520 790 700 745S1000 700 1090 668" fill="none" stroke="${ink.sand}" stroke-width="10" opacity="0.75"/>`,
  ]);
}

/** A night sky over forest, with the long tracks of things that fly. */
export function tracks(): string {
  const next = chance(1028);
  const stars = Array.from({ length: 130 }, () => {
    const x = (next() * width).toFixed(0);
    const y = (next() * 560).toFixed(0);
    return `<circle cx="${x}" cy="${y}" r="${(0.8 + next() * 1.5).toFixed(1)}" fill="${ink.paper}" opacity="${(0.25 + next() * 0.5).toFixed(2)}"/>`;
  });
  const lines = Array.from({ length: 9 }, (_, index) => {
    const y = 250 + index * 42;
    const end = 420 + next() * 900;
    const lift = 60 + next() * 90;
    const tip = (y - lift).toFixed(0);
    return (
      `<path d="M1640 ${y}Q${((1640 + end) / 2).toFixed(0)} ${y - 10} ${end.toFixed(0)} ${tip}" fill="none" stroke="${ink.ochre}" stroke-width="2.5" stroke-dasharray="14 10" opacity="0.75"/>` +
      `<circle cx="${end.toFixed(0)}" cy="${tip}" r="6" fill="${ink.ochre}"/>`
    );
  });
  const trees = Array.from({ length: 120 }, (_, index) => {
    const x = index * 13.6 + next() * 8;
    const top = 735 - next() * 75;
    const half = 9 + next() * 9;
    return shape(
      `${(x - half).toFixed(0)},900 ${x.toFixed(0)},${top.toFixed(0)} ${(x + half).toFixed(0)},900`,
      '#0c151c',
    );
  });
  return sheet(width, height, [
    sky(width, height, '#101c27', '#4a6273'),
    ...stars,
    ...lines,
    hills({ seed: 3, width, height, level: 690, swing: 30, step: 260, fill: '#22343f' }),
    hills({ seed: 9, width, height, level: 745, swing: 24, step: 200, fill: '#18262f' }),
    ...trees,
  ]);
}

/** A sail on rows of waves. */
export function sail(): string {
  const wave = (y: number, size: number, fill: string) => {
    let path = `M-60 ${y}`;
    for (let x = -60; x < 1260; x += size) path += `q${size / 4} ${-size / 5} ${size / 2} 0t${size / 2} 0`;
    return `<path d="${path}V800H-60Z" fill="${fill}"/>`;
  };
  return sheet(1200, 800, [
    sky(1200, 800, '#e9e2d2', '#cfdadb'),
    `<circle cx="905" cy="215" r="74" fill="${ink.ochre}" opacity="0.85"/>`,
    wave(478, 240, ink.mist),
    wave(540, 200, '#7b96a3'),
    `<path d="M560 118C760 240 770 430 620 560L520 566Z" fill="${ink.rust}"/>`,
    `<path d="M560 118C760 240 770 430 620 560L575 562C668 420 660 260 560 118Z" fill="#8f3f2b"/>`,
    `<path d="M560 112L516 592" stroke="${ink.night}" stroke-width="9" stroke-linecap="round"/>`,
    `<path d="M534 420L668 436" stroke="${ink.night}" stroke-width="6" stroke-linecap="round"/>`,
    `<path d="M390 588Q520 622 700 584L690 600Q520 640 400 604Z" fill="${ink.night}"/>`,
    wave(622, 170, ink.slate),
    wave(700, 210, ink.deep),
  ]);
}
