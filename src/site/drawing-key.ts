import { createHash } from 'node:crypto';
import type { Root } from 'mdast';
import type { Library } from '#content/model.ts';
import type { PenPlace } from '#render/pens/pen.ts';
import { readMoreTarget } from '#render/read-more.ts';
import { factsOf } from './text-facts.ts';

/**
 * Changes with all that a text's drawing depends on: what it was read from, with its pictures and the code; the newsletter, its
 * topics, the pieces that it leads to, its sounds, and the place where it will stand. Undefined for a text that is not kept.
 * `pen`: which one draws it.
 */
export function drawingKey(
  pen: 'web' | 'feed',
  body: Root,
  place: PenPlace,
  sounds: ReadonlyMap<string, string>,
): string | undefined {
  const { key, readMores, sounds: heard } = factsOf(body);
  if (key === undefined) return undefined;
  const { library, ...where } = place;
  const targets = readMores.map(props => readMoreTarget(props, place) ?? '');
  const names = heard.map(({ file }) => sounds.get(file) ?? '');
  return createHash('sha256')
    .update(JSON.stringify([pen, key, registerOf(library), where, targets, names]))
    .digest('hex');
}

const registers = new WeakMap<Library, string>();

function registerOf(library: Library): string {
  const { newsletter, topics } = library;
  const known =
    registers.get(library) ??
    createHash('sha256')
      .update(JSON.stringify([newsletter, [...topics]]))
      .digest('hex');
  registers.set(library, known);
  return known;
}
