import type { Definition, FootnoteDefinition, Root, RootContent } from 'mdast';
import type { Selection } from '#content/selection.ts';

/** Decoded HTML above this is clipped by Gmail. */
export const clipBytes = 100_000;

/** Above this a mail is long: links that must not be lost stand at the top as well, and pre-flight warns. */
export const longBytes = 90_000;

/**
 * The least cut with which a mail is drawn below {@link clipBytes}: the longest commentary loses blocks at its end; where
 * one block of it is left and it does not fit, the next longest follows. `draw` gives the HTML of a mail so shortened.
 */
export async function shorten(
  { pieces }: Selection,
  draw: (shortened: ReadonlyMap<string, Root>) => Promise<string>,
): Promise<ReadonlyMap<string, Root>> {
  const fits = async (cut: ReadonlyMap<string, Root>) => Buffer.byteLength(await draw(cut)) < clipBytes;
  const longestFirst = [...pieces].sort((a, b) => b.version.words - a.version.words);
  let shortened: ReadonlyMap<string, Root> = new Map();
  for (const { commentary, version } of longestFirst) {
    const blocks = version.body.children.filter(node => !isDefinition(node)).length;
    const cut = (kept: number) => new Map([...shortened, [commentary.id, cutBody(version.body, kept)]]);
    let [least, most] = [1, blocks - 1];
    if (most < 1) continue;
    // Invariant: `least` blocks fit, or nothing does.
    while (least < most) {
      const middle = Math.ceil((least + most) / 2);
      if (await fits(cut(middle))) least = middle;
      else most = middle - 1;
    }
    shortened = cut(least);
    if (await fits(shortened)) return shortened;
  }
  return shortened;
}

/** The first blocks of a body, without a heading that nothing follows; notes and addresses stay known. */
export function cutBody(body: Root, blocks: number): Root {
  const kept = body.children.filter(node => !isDefinition(node)).slice(0, blocks);
  while (kept.length > 1 && kept.at(-1)?.type === 'heading') kept.pop();
  return { type: 'root', children: [...kept, ...body.children.filter(isDefinition)] };
}

function isDefinition(node: RootContent): node is Definition | FootnoteDefinition {
  return node.type === 'definition' || node.type === 'footnoteDefinition';
}
