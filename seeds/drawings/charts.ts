import { chance, hills, ink, shape, sheet, sky } from './ink.ts';

const width = 1200;
const height = 800;

/** One square for each drone, one column for each day from Monday 28 October to Sunday 3 November 2024. */
export function drones(): string {
  const perDay = [3, 5, 1, 1, 9, 5, 0];
  const columns = perDay.map((count, day) => {
    const x = 128 + day * 140;
    const squares = Array.from({ length: count }, (_, place) => {
      const y = 642 - place * 62;
      return `<rect x="${x}" y="${y}" width="104" height="50" rx="3" fill="${count === 9 ? ink.rust : ink.slate}"/>`;
    });
    return `${squares.join('')}<rect x="${x}" y="708" width="104" height="7" fill="${ink.night}"/>`;
  });
  return sheet(width, height, [`<rect width="${width}" height="${height}" fill="${ink.paper}"/>`, ...columns]);
}

/** Two borders to one scale, a tick every 50 km: nearly 700 km above, 172.9 km with one crossing below. */
export function borders(): string {
  const perKm = 1.44;
  const line = (y: number, km: number, fill: string, seed: number) => {
    const next = chance(seed);
    const length = km * perKm;
    const posts = Array.from({ length: Math.floor(km / 50) + 1 }, (_, index) => {
      const x = 96 + index * 50 * perKm;
      return `<path d="M${x} ${y + 58}v26" stroke="${ink.night}" stroke-width="4"/>`;
    });
    const trees = Array.from({ length: Math.floor(length / 15) }, (_, index) => {
      const x = 104 + index * 15 + next() * 4;
      const tall = 40 + next() * 52;
      return shape(`${x - 9},${y} ${x},${y - tall} ${x + 9},${y}`, next() < 0.5 ? ink.pine : ink.moss);
    });
    return `${trees.join('')}<rect x="96" y="${y}" width="${length}" height="44" fill="${fill}"/><path d="M96 ${y + 58}h${length}" stroke="${ink.night}" stroke-width="4"/>${posts.join('')}`;
  };
  return sheet(width, height, [
    `<rect width="${width}" height="${height}" fill="${ink.paper}"/>`,
    line(250, 700, ink.slate, 61),
    line(560, 172.9, ink.rust, 62),
    `<rect x="232" y="552" width="26" height="60" fill="${ink.paper}"/><rect x="238" y="556" width="14" height="52" fill="${ink.ochre}"/>`,
  ]);
}

/** A forest border with nine watch-towers and the outline of a tenth. */
export function outposts(): string {
  const next = chance(2026);
  const tower = (x: number, y: number, isPlanned: boolean) => {
    const stroke = isPlanned ? ink.paper : ink.night;
    const fill = isPlanned ? 'none' : ink.ochre;
    const dash = isPlanned ? ' stroke-dasharray="9 7"' : '';
    return (
      `<path d="M${x - 20} ${y}L${x - 12} ${y - 104}M${x + 20} ${y}L${x + 12} ${y - 104}M${x - 17} ${y - 34}L${x + 14} ${y - 78}M${x + 17} ${y - 34}L${x - 14} ${y - 78}" fill="none" stroke="${stroke}" stroke-width="5"${dash}/>` +
      `<rect x="${x - 24}" y="${y - 148}" width="48" height="42" fill="${fill}" stroke="${stroke}" stroke-width="5"${dash}/>` +
      `<path d="M${x - 32} ${y - 148}L${x} ${y - 176}L${x + 32} ${y - 148}Z" fill="${isPlanned ? 'none' : ink.night}" stroke="${stroke}" stroke-width="5"${dash}/>`
    );
  };
  const trees = Array.from({ length: 150 }, (_, index) => {
    const x = index * 8.4 + next() * 6;
    const top = 470 - next() * 80;
    return shape(
      `${(x - 13).toFixed(0)},600 ${x.toFixed(0)},${top.toFixed(0)} ${(x + 13).toFixed(0)},600`,
      next() < 0.5 ? ink.pine : '#31493f',
    );
  });
  const row = Array.from({ length: 10 }, (_, index) =>
    tower(92 + index * 113, 640 + Math.sin(index * 1.1) * 34, index === 9),
  );
  return sheet(width, height, [
    sky(width, height, '#c3cfcf', '#e8dfca'),
    hills({ seed: 77, width, height, level: 400, swing: 24, step: 200, fill: '#9fb0a4' }),
    ...trees,
    hills({ seed: 15, width, height, level: 560, swing: 16, step: 220, fill: ink.moss }),
    hills({ seed: 16, width, height, level: 690, swing: 14, step: 240, fill: '#55705d' }),
    ...row,
  ]);
}
