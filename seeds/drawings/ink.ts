/** Colours of all drawings. */
export const ink = {
  night: '#16232f',
  deep: '#22384a',
  slate: '#4f6b7d',
  mist: '#a9bcc4',
  pale: '#dfe6e6',
  paper: '#f4eee3',
  sand: '#e2d0ae',
  ochre: '#d8a03f',
  rust: '#b4543a',
  moss: '#6f8a72',
  pine: '#3b5a4c',
} as const;

/** Numbers in [0, 1), the same on every machine for one seed (mulberry32). */
export function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** A whole SVG document of this size in pixels. */
export function sheet(width: number, height: number, parts: readonly string[]): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${parts.join('')}</svg>`;
}

/** A background that runs from one colour at the top to another at the bottom. */
export function sky(width: number, height: number, top: string, bottom: string): string {
  const id = `sky-${top.slice(1)}-${bottom.slice(1)}`;
  return (
    `<defs><linearGradient id="${id}" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${top}"/>` +
    `<stop offset="1" stop-color="${bottom}"/></linearGradient></defs><rect width="${width}" height="${height}" fill="url(#${id})"/>`
  );
}

/** Drawings side by side as upright panels of equal width; of each the given part of its width is in the middle. */
export function panels(parts: readonly { drawing: string; middle: number }[]): string {
  const gap = 10;
  const wide = (1600 - gap * (parts.length - 1)) / parts.length;
  const placed = parts.map(({ drawing, middle }, index) => {
    const [, width = '', height = ''] = /width="(\d+)" height="(\d+)"/.exec(drawing) ?? [];
    const shown = (wide / 900) * Number(height);
    const from = Math.min(Math.max(middle * Number(width) - shown / 2, 0), Number(width) - shown);
    const inside = drawing.replace(/^<svg[^>]*>/, '');
    return `<svg x="${(index * (wide + gap)).toFixed(1)}" y="0" width="${wide.toFixed(1)}" height="900" viewBox="${from.toFixed(1)} 0 ${shown.toFixed(1)} ${height}">${inside}`;
  });
  return sheet(1600, 900, [`<rect width="1600" height="900" fill="${ink.paper}"/>`, ...placed]);
}

/** A closed smooth hill line: from the left edge through random heights to the right edge, then down to the bottom. */
export function hills(options: {
  seed: number;
  width: number;
  height: number;
  level: number;
  swing: number;
  step: number;
  fill: string;
}): string {
  const { seed, width, height, level, swing, step, fill } = options;
  const next = chance(seed);
  const points: [number, number][] = [];
  for (let x = -step; x <= width + step; x += step) points.push([x, level + (next() - 0.5) * 2 * swing]);
  const [first] = points;
  let path = first ? `M${first[0]} ${first[1].toFixed(1)}` : '';
  for (const [index, point] of points.entries()) {
    const before = points[index - 1];
    if (!before) continue;
    const middle = (before[0] + point[0]) / 2;
    path += `C${middle} ${before[1].toFixed(1)} ${middle} ${point[1].toFixed(1)} ${point[0]} ${point[1].toFixed(1)}`;
  }
  return `<path d="${path}V${height}H${-step}Z" fill="${fill}"/>`;
}

/** A polygon through points given as `x,y x,y`. */
export function shape(points: string, fill: string, opacity = 1): string {
  return `<polygon points="${points}" fill="${fill}" opacity="${opacity}"/>`;
}
