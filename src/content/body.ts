import type { Root, RootContent } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import type { Asset, BodyContext, MeasuredPicture, MeasuredSound, Mention } from './body-context.ts';
import { forbiddenCharacters, placeAt } from './characters.ts';
import { eachNode } from './each-node.ts';
import { type Fault, fault } from './fault.ts';
import { convertFlow } from './flow.ts';
import { headingIds } from './heading-id.ts';
import { readMdx } from './mdx-tree.ts';
import type { ContentsEntry } from './model.ts';

/** What a body may refer to. */
export interface BodySurroundings {
  readonly picture: (src: string) => Promise<Asset<MeasuredPicture>>;
  readonly sound: (src: string) => Promise<Asset<MeasuredSound>>;
  /** Ids of topics.yaml; undefined where that could not be read. */
  readonly topics: ReadonlySet<string> | undefined;
}

export interface Body {
  /** Plain mdast and `block` nodes; what is refused is left out. */
  readonly tree: Root;
  readonly faults: readonly Fault[];
  readonly mentions: readonly Mention[];
  /** Lines on which its grammar breaks. */
  readonly tornLines: ReadonlySet<number>;
  /** Empty where there are fewer than three headings or stories. */
  readonly contents: readonly ContentsEntry[];
}

/** Where there are more, the file is no text, or one tool spoilt it in one way. */
const mostUnseen = 20;

/** Fewer headings or stories need no contents list. */
const contentsFrom = 3;

/**
 * The MDX of a file as a typed tree. `source` is the whole file with its front matter blanked, so that places are those
 * of the file. Never throws for what stands in it.
 */
export async function parseBody(source: string, around: BodySurroundings): Promise<Body> {
  const unseen = unseenFaults(source);
  const { tree, faults } = readMdx(source);
  const assets = await readAssets(tree, around);
  const context: BodyContext = {
    ...assets,
    topics: around.topics,
    definitions: readDefinitions(tree),
    faults: [...unseen, ...faults],
    mentions: [],
    contents: [],
    nextId: headingIds(),
  };
  const children = convertFlow(
    tree.children,
    { block: undefined, container: undefined, heading: { depth: 1 } },
    context,
  );
  const ids = new Set(context.contents.map(({ id }) => id));
  for (const { place, target } of context.mentions.filter(
    ({ kind, target }) => kind === 'fragment' && !ids.has(target),
  )) {
    const hint =
      ids.size === 0 ? 'Leave the link out.' : `Places of this text: ${[...ids].map(id => `#${id}`).join(', ')}.`;
    context.faults.push(fault(place, 'broken-link', `There is no place \`#${target}\` in this text.`, hint));
  }
  return {
    tree: { type: 'root', children },
    faults: context.faults,
    mentions: context.mentions,
    tornLines: new Set(faults.map(({ line }) => line)),
    contents: context.contents.length < contentsFrom ? [] : context.contents,
  };
}

/** Whether a tree says anything. */
export function isEmpty(children: readonly RootContent[]): boolean {
  return children.every(node => node.type !== 'block' && textOf(node).trim() === '');
}

function unseenFaults(source: string): Fault[] {
  return forbiddenCharacters(source, 'text')
    .slice(0, mostUnseen)
    .map(({ name, index }) =>
      fault(
        placeAt(source, index),
        'control-character',
        `${name} is a character that no reader can see.`,
        'Take it out, or type the word again.',
      ),
    );
}

async function readAssets(tree: Root, { picture, sound }: BodySurroundings) {
  const pictures = new Set<string>();
  const sounds = new Set<string>();
  eachNode(tree, node => {
    if (node.type === 'image') pictures.add(node.url);
    if (node.type !== 'mdxJsxFlowElement' && node.type !== 'mdxJsxTextElement') return;
    const src = node.attributes.find(one => one.type === 'mdxJsxAttribute' && one.name === 'src')?.value;
    if (typeof src !== 'string') return;
    if (node.name === 'Figure') pictures.add(src);
    if (node.name === 'Audio') sounds.add(src);
  });
  const all = async <Measured>(names: Iterable<string>, one: (src: string) => Promise<Asset<Measured>>) =>
    new Map(await Promise.all([...names].map(async src => [src, await one(src)] as const)));
  return { pictures: await all(pictures, picture), sounds: await all(sounds, sound) };
}

function readDefinitions(tree: Root): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  eachNode(tree, node => {
    if (node.type === 'definition' && !found.has(node.identifier)) found.set(node.identifier, node.url);
  });
  return found;
}
