import { createHash } from 'node:crypto';
import type { Root } from 'mdast';
import type { BlockProps } from '#content/blocks.ts';
import { eachNode } from '#content/each-node.ts';
import type { Sound } from '#content/media.ts';
import { bodyPassages } from '#content/passages.ts';

/** What the site asks of a text without reading it. Plain values. */
export interface TextFacts {
  /** Hex SHA-256 of its words in their order. */
  readonly words: string;
  /** Those in it, in their order. */
  readonly sounds: readonly Sound[];
  readonly readMores: readonly BlockProps['ReadMore'][];
  /** For a kept text: changes with everything that it was read from, and with the code. */
  readonly key?: string;
}

declare module 'mdast' {
  interface RootData {
    readonly facts?: TextFacts;
  }
}

// What is kept stands in the tree itself: builds and loaders do not share what a module knows.
export function factsOf(body: Root): TextFacts {
  const facts = body.data?.facts ?? looked.get(body) ?? look(body);
  looked.set(body, facts);
  return facts;
}

const looked = new WeakMap<Root, TextFacts>();

/** A text that stays on disk until somebody reads it; what the site asks of it is known. */
export function laterText(facts: TextFacts, children: () => Root['children']): Root {
  return {
    type: 'root',
    data: { facts },
    get children() {
      return children();
    },
  };
}

function look(body: Root): TextFacts {
  const sounds: Sound[] = [];
  const readMores: BlockProps['ReadMore'][] = [];
  eachNode(body, node => {
    if (node.type !== 'block') return;
    if (node.name === 'Audio') sounds.push(node.props.sound);
    if (node.name === 'ReadMore') readMores.push(node.props);
  });
  const passages = bodyPassages(body).map(({ text }) => text);
  const words = createHash('sha256').update(JSON.stringify(passages)).digest('hex');
  return { words, sounds, readMores };
}
