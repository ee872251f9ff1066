import { z } from 'zod';
import { day, field, href, line, reference, slug } from './fields.ts';
import { trends } from './trend.ts';

/** What an editor may write in the tag of each block. */
export const attributes = {
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
} as const satisfies Record<string, z.ZodObject>;
