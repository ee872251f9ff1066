import type { z } from 'zod';
import { attributes } from './block-attributes.ts';
import type { Picture, Sound } from './media.ts';
import type { Trend } from './trend.ts';

/** The blocks that a commentary may use, with their props as the tree carries them. */
export interface BlockProps {
  Figure: { picture: Picture };
  Callout: { kind: 'note' | 'background' | 'warning'; title?: string };
  PullQuote: { by?: string };
  Story: { title: string; topic?: string; trend?: Trend; id: string };
  ReadMore: { to?: string; href?: string; title?: string; text?: string };
  Audio: { sound: Sound };
  Button: { href: string; label: string };
  Subscribe: Record<string, never>;
  Timeline: Record<string, never>;
  Event: { date: string };
}

export type BlockName = keyof BlockProps;

/** A block as an editor writes it. */
export interface BlockRule {
  readonly description: string;
  /** Lines as they are written, for documentation and hints. */
  readonly example: string;
  /** What may stand between its tags: nothing, text, text and these blocks, or these blocks alone. */
  readonly holds: { readonly text: boolean; readonly blocks: readonly BlockName[] };
  readonly attributes: z.ZodObject;
}

const nothing = { text: false, blocks: [] } as const satisfies BlockRule['holds'];
const inserts = ['Figure', 'Audio', 'ReadMore', 'Button'] as const satisfies readonly BlockName[];

/** One vocabulary, drawn by several pens (architecture.md, decision 3). */
export const blocks = {
  Figure: {
    description: 'A picture with its caption and credit.',
    example:
      '<Figure src="./bridge.jpg" alt="A bridge over the Bug" caption="The bridge in May" credit="Foreign desk" />',
    holds: nothing,
    attributes: attributes.Figure,
  },
  Callout: {
    description: 'A box beside the text.',
    example: '<Callout kind="background" title="How it began">\n\nText.\n\n</Callout>',
    holds: { text: true, blocks: inserts },
    attributes: attributes.Callout,
  },
  PullQuote: {
    description: 'A sentence set large.',
    example: '<PullQuote by="Foreign desk">\n\nText.\n\n</PullQuote>',
    holds: { text: true, blocks: [] },
    attributes: attributes.PullQuote,
  },
  Story: {
    description: 'One of several stories, with a headline, a topic and a trend of its own.',
    example: '<Story title="The border closes" topic="borders" trend="worsened">\n\nText.\n\n</Story>',
    holds: { text: true, blocks: [...inserts, 'Callout', 'PullQuote', 'Subscribe', 'Timeline'] },
    attributes: attributes.Story,
  },
  ReadMore: {
    description: 'A pull-out link to a commentary of ours or to a page elsewhere.',
    example: '<ReadMore href="https://example.org/report" title="The whole report" />',
    holds: nothing,
    attributes: attributes.ReadMore,
  },
  Audio: {
    description: 'A sound with its length.',
    example: '<Audio src="./interview.mp3" title="The interview" made="human" />',
    holds: nothing,
    attributes: attributes.Audio,
  },
  Button: {
    description: 'A link that looks like a button.',
    example: '<Button href="https://example.org/" label="Read the report" />',
    holds: nothing,
    attributes: attributes.Button,
  },
  Subscribe: {
    description: 'The sign-up form; in a mail, nothing.',
    example: '<Subscribe />',
    holds: nothing,
    attributes: attributes.Subscribe,
  },
  Timeline: {
    description: 'Events in the order of their days.',
    example: '<Timeline>\n\n<Event date="2024-04-15">\n\nText.\n\n</Event>\n\n</Timeline>',
    holds: { text: false, blocks: ['Event'] },
    attributes: attributes.Timeline,
  },
  Event: {
    description: 'What happened on a day.',
    example: '<Event date="2024-04-15">\n\nText.\n\n</Event>',
    holds: { text: true, blocks: inserts },
    attributes: attributes.Event,
  },
} as const satisfies Record<BlockName, BlockRule>;

export const blockNames = Object.keys(blocks).filter(isBlockName);

/** Whether a tag names a block; `constructor` and the like do not. */
export function isBlockName(name: string): name is BlockName {
  return Object.hasOwn(blocks, name);
}
