import { ink, sheet } from './ink.ts';

const size = 400;

function emblem(ground: string, drawing: string): string {
  return sheet(size, size, [`<rect width="${size}" height="${size}" fill="${ground}"/>`, drawing]);
}

/** Foreign policy: a globe of meridians. */
export function globe(): string {
  const meridians = [0, 46, 92].map(
    half => `<ellipse cx="200" cy="200" rx="${half}" ry="128" fill="none" stroke="${ink.paper}" stroke-width="7"/>`,
  );
  return emblem(
    ink.deep,
    `<circle cx="200" cy="200" r="128" fill="${ink.slate}" stroke="${ink.paper}" stroke-width="9"/>${meridians.join('')}` +
      `<path d="M200 72V328M72 200H328M91 136H309M91 264H309" stroke="${ink.paper}" stroke-width="7"/><circle cx="246" cy="136" r="17" fill="${ink.ochre}"/>`,
  );
}

/** Economy: rising bars on a ruled sheet. */
export function bars(): string {
  const rules = [110, 165, 220, 275].map(y => `<path d="M80 ${y}H320" stroke="${ink.mist}" stroke-width="4"/>`);
  const columns = [60, 105, 88, 152, 196].map(
    (tall, index) =>
      `<rect x="${86 + index * 48}" y="${316 - tall}" width="34" height="${tall}" fill="${index === 2 ? ink.rust : ink.ochre}"/>`,
  );
  return emblem(
    ink.pine,
    `${rules.join('')}${columns.join('')}<path d="M72 320H328" stroke="${ink.paper}" stroke-width="9"/>`,
  );
}

/** Rights: a balance in rest. */
export function balance(): string {
  const pan = (x: number) =>
    `<path d="M${x} 130L${x - 46} 226M${x} 130L${x + 46} 226" stroke="${ink.paper}" stroke-width="6"/><path d="M${x - 56} 226H${x + 56}A56 44 0 0 1 ${x - 56} 226Z" fill="${ink.ochre}"/>`;
  return emblem(
    ink.rust,
    `<path d="M200 86V312M104 130H296M138 318H262" stroke="${ink.paper}" stroke-width="11" stroke-linecap="round"/>` +
      `<circle cx="200" cy="92" r="18" fill="${ink.paper}"/>${pan(104)}${pan(296)}`,
  );
}

/** Security: arcs that listen to the sky. */
export function arcs(): string {
  const rings = [52, 98, 144].map(
    radius =>
      `<path d="M${200 - radius} 262A${radius} ${radius} 0 0 1 ${200 + radius} 262" fill="none" stroke="${ink.mist}" stroke-width="8"/>`,
  );
  return emblem(
    ink.night,
    `${rings.join('')}<path d="M200 262L298 146" stroke="${ink.ochre}" stroke-width="9" stroke-linecap="round"/><circle cx="200" cy="262" r="15" fill="${ink.ochre}"/>` +
      `<path d="M40 268H360" stroke="${ink.paper}" stroke-width="9"/><circle cx="146" cy="152" r="10" fill="${ink.rust}"/><path d="M132 328L166 268M268 328L234 268M110 330H290" stroke="${ink.paper}" stroke-width="9"/>`,
  );
}
