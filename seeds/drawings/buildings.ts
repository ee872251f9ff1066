import { chance, hills, ink, shape, sheet, sky } from './ink.ts';

const width = 1600;
const height = 900;

/** Steps and columns without a building: the courts that are not there yet. */
export function columns(): string {
  const steps = Array.from({ length: 5 }, (_, index) => {
    const inset = 330 - index * 62;
    const shade = ['#c9b48d', '#d3bf99', '#dccaa5', '#e4d4b3', '#ecdfc2'][index] ?? ink.sand;
    return `<rect x="${inset}" y="${664 + index * 40}" width="${width - inset * 2}" height="40" fill="${shade}"/>`;
  });
  const shafts = [430, 586, 742, 898, 1054, 1210].map((x, index) => {
    const body = index === 3 || index === 4 ? 'none' : ink.paper;
    const shaft = `<rect x="${x - 34}" y="306" width="68" height="358" fill="${body}" stroke="${ink.slate}" stroke-width="4"${body === 'none' ? ' stroke-dasharray="12 10"' : ''}/>`;
    const flutes = [-14, 0, 14].map(shift => `<path d="M${x + shift} 322V650" stroke="${ink.mist}" stroke-width="4"/>`);
    const foot = `<rect x="${x - 48}" y="286" width="96" height="22" fill="${ink.slate}"/><rect x="${x - 48}" y="646" width="96" height="18" fill="${ink.slate}"/>`;
    return body === 'none' ? shaft : `${shaft}${flutes.join('')}${foot}`;
  });
  return sheet(width, height, [
    sky(width, height, '#6f8796', '#dfe0d6'),
    hills({ seed: 24, width, height, level: 600, swing: 30, step: 230, fill: '#a3b1ac' }),
    shape('366,286 1274,286 1274,246 366,246', ink.deep),
    shape('340,246 820,110 1300,246', ink.slate),
    shape('470,230 820,132 1170,230', '#64808f'),
    ...shafts,
    ...steps,
    `<rect y="864" width="${width}" height="36" fill="${ink.slate}"/>`,
  ]);
}

/** A wall of windows at dusk; a few are lit. */
export function windows(): string {
  const next = chance(85);
  const panes: string[] = [];
  for (let row = 0; row < 4; row++) {
    for (let column = 0; column < 9; column++) {
      const x = 72 + column * 168;
      const y = 64 + row * 204;
      const isLit = next() < 0.2;
      panes.push(
        `<rect x="${x}" y="${y}" width="112" height="146" fill="${isLit ? ink.ochre : '#17242f'}"/>`,
        `<path d="M${x + 28} ${y}v146m28 -146v146m28 -146v146M${x} ${y + 73}h112" stroke="${isLit ? '#7d5a20' : ink.slate}" stroke-width="5"/>`,
        `<rect x="${x - 10}" y="${y + 146}" width="132" height="14" fill="#5d7482"/>`,
      );
    }
  }
  return sheet(width, height, [sky(width, height, '#2f4759', '#46606f'), ...panes]);
}

/** Four circles that overlap in one dark point: four capitals acting together. */
export function circles(): string {
  const rings = [
    [640, 380, ink.slate],
    [960, 380, ink.rust],
    [640, 560, ink.ochre],
    [960, 560, ink.pine],
  ] as const;
  return sheet(width, height, [
    `<rect width="${width}" height="${height}" fill="${ink.paper}"/>`,
    ...rings.map(([x, y, fill]) => `<circle cx="${x}" cy="${y}" r="255" fill="${fill}" opacity="0.55"/>`),
    ...rings.map(
      ([x, y]) => `<circle cx="${x}" cy="${y}" r="255" fill="none" stroke="${ink.paper}" stroke-width="4"/>`,
    ),
    `<circle cx="800" cy="470" r="58" fill="${ink.night}"/>`,
  ]);
}

/** A harbour by night: bars of containers, cranes, water. */
export function harbour(): string {
  const next = chance(724);
  const tones = [ink.rust, ink.slate, ink.ochre, ink.moss, ink.mist, ink.deep];
  const boxes: string[] = [];
  for (let column = 0; column < 15; column++) {
    const storeys = 1 + Math.floor(next() * 5);
    for (let storey = 0; storey < storeys; storey++) {
      const fill = tones[Math.floor(next() * tones.length)] ?? ink.slate;
      boxes.push(
        `<rect x="${46 + column * 101}" y="${634 - storey * 52}" width="97" height="48" fill="${fill}"/>`,
        `<path d="M${66 + column * 101} ${640 - storey * 52}v36m19 -36v36m19 -36v36m19 -36v36" stroke="${ink.night}" stroke-width="2.5" opacity="0.3"/>`,
      );
    }
  }
  const crane = (x: number) =>
    `<path d="M${x} 682V190M${x + 90} 682V190M${x - 260} 250H${x + 330}M${x + 45} 120L${x - 260} 250M${x + 45} 120L${x + 330} 250M${x} 190L${x + 45} 120L${x + 90} 190M${x} 440L${x + 90} 300M${x + 90} 440L${x} 300M${x - 190} 250V400" fill="none" stroke="${ink.night}" stroke-width="9"/>`;
  return sheet(width, height, [
    sky(width, height, '#b7c5c8', '#f0dfbd'),
    crane(420),
    crane(1130),
    ...boxes,
    `<rect y="682" width="${width}" height="218" fill="${ink.deep}"/>`,
    `<rect y="682" width="${width}" height="16" fill="${ink.night}"/>`,
    ...Array.from(
      { length: 24 },
      () =>
        `<rect x="${(next() * 1600).toFixed(0)}" y="${(720 + next() * 170).toFixed(0)}" width="${(50 + next() * 120).toFixed(0)}" height="3" fill="${ink.mist}" opacity="0.3"/>`,
    ),
  ]);
}
