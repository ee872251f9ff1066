import { z } from 'zod';
import { href, reference } from './fields.ts';
import { listSchema } from './list-schema.ts';
import { newsletterSchema } from './newsletter-schema.ts';
import { items, part } from './parts.ts';

const { shape } = newsletterSchema([]);
const link = z.object({ href: part(href) });

/** What of newsletter.yaml the rest of content/ is held against, each by itself: a faulty key hides no fault of an issue. */
export const newsletterParts = z.object({
  languages: part(shape.languages),
  lists: z.record(z.string(), part(listSchema)).catch({}),
  url: part(shape.url),
  timezone: part(shape.timezone),
  picks: items(reference),
  links: part(z.object({ follow: items(link), support: part(link), sister: part(link) })),
  licence: part(link),
  notice: part(link),
});

export type NewsletterParts = z.infer<typeof newsletterParts>;
