import { z } from 'zod';
import { commentarySchema } from './commentary-schema.ts';
import { line, reference, slug } from './fields.ts';
import { items, part } from './parts.ts';

const { shape } = commentarySchema;

/** What can be held against the rest of the newsletter in a front matter, field by field: a faulty one hides no other. */
export const commentaryParts = z.object({
  period: part(shape.period),
  topic: part(shape.topic),
  trend: part(shape.trend),
  title: part(shape.title),
  summary: part(shape.summary),
  original: part(shape.original),
  author: z.preprocess(given => (typeof given === 'string' ? [given] : given), items(slug)),
  points: items(line(400)),
  cover: part(z.object({ src: part(z.string()), alt: part(line(400)), caption: part(line(600)) })),
  audio: part(z.object({ src: part(z.string()), title: part(line(200)) })),
  related: items(reference),
  aliases: items(reference),
  corrections: items(z.object({ text: part(line(1000)) })),
  withdrawn: part(shape.withdrawn),
  draft: part(z.boolean()),
});

export type CommentaryParts = z.infer<typeof commentaryParts>;
