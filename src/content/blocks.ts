import { z } from 'zod';
import { day, field, line, reference, slug } from './fields.ts';
import { linkFault } from './links.ts';
import { type Picture, type Sound, type Trend, trends } from './model.ts';

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

const href = z.string().superRefine((value, context) => {
  const found = linkFault(value);
  if (found)
    context.addIssue({ code: 'custom', message: found.message, params: { rule: found.rule, hint: found.hint } });
});

const attributes = {
  Figure: z.strictObject({
    src: field(z.string(), 'A jpg or png file beside this one.', 'src="./bridge.jpg"'),
    alt: field(line(400), 'What is to be seen.', 'alt="A bridge over the Bug"'),
    caption: field(line(600).optional(), 'What stands below it.', 'caption="The bridge in May"'),
    credit: field(line(200).optional(), 'Who made it.', 'credit="Foreign desk"'),
  }),
  Callout: z.strictObject({
    kind: field(z.enum(['note', 'background', 'warning']), 'What it is.', 'kind="background"'),
    title: field(line(200).optional(), 'Its heading.', 'title="How it began"'),
  }),
  PullQuote: z.strictObject({ by: field(line(200).optional(), 'Who says it.', 'by="Foreign desk"') }),
  Story: z.strictObject({
    title: field(line(200), 'Its headline.', 'title="The border closes"'),
    topic: field(slug.optional(), 'An id from topics.yaml.', 'topic="borders"'),
    trend: field(z.enum(trends).optional(), 'How its situation moved.', 'trend="worsened"'),
  }),
  ReadMore: z
    .strictObject({
      to: field(reference.optional(), 'A commentary of ours, as `issue/slug`.', 'to="issue/slug"'),
      href: field(href.optional(), 'An address elsewhere.', 'href="https://example.org/report"'),
      title: field(line(200).optional(), 'Its heading.', 'title="The whole report"'),
      text: field(line(600).optional(), 'A sentence about it.', 'text="What the auditors found"'),
    })
    .superRefine(({ to, href: address, title }, context) => {
      if ((to === undefined) === (address === undefined)) {
        context.addIssue({
          code: 'custom',
          path: ['to'],
          message: 'or `href` is wanted, one of the two',
          params: { rule: 'missing-key' },
        });
      }
      if (address !== undefined && title === undefined) {
        context.addIssue({
          code: 'custom',
          path: ['title'],
          message: 'is missing; a link elsewhere needs words',
          params: { rule: 'missing-key' },
        });
      }
    }),
  Audio: z.strictObject({
    src: field(z.string(), 'A sound file beside this one.', 'src="./interview.mp3"'),
    title: field(line(200), 'What is to be heard.', 'title="The interview"'),
    made: field(z.enum(['human', 'machine']).optional(), 'Who speaks.', 'made="human"'),
  }),
  Button: z.strictObject({
    href: field(href, 'Where it leads.', 'href="https://example.org/"'),
    label: field(line(100), 'The words on it.', 'label="Read the report"'),
  }),
  Subscribe: z.strictObject({}),
  Timeline: z.strictObject({}),
  Event: z.strictObject({ date: field(day, 'The day.', 'date="2024-04-15"') }),
} as const satisfies Record<BlockName, z.ZodObject>;

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
