import { z } from 'zod';
import { field, line, paragraph, slug } from './fields.ts';
import { items, part } from './parts.ts';

/** The front matter of `letters/<date>-<slug>.<lang>.mdx`. */
export const letterSchema = z.strictObject({
  title: field(line(200), 'The heading of the letter.', 'title: Our site has a new address'),
  subject: field(
    line(200).optional(),
    'The subject of the mail, 70 characters at most; else the title.',
    'subject: Our site is blocked: here is the new address',
  ),
  preheader: field(
    line(300).optional(),
    'What inboxes show after the subject.',
    'preheader: Save this letter, you may need it',
  ),
  lists: field(
    z.array(slug).min(1).max(100).optional(),
    'Who gets it: ids of lists. Leave it out where everybody shall get it.',
    'lists: [be, be-ru]',
  ),
  site: field(
    z.literal('down').optional(),
    'Our own site may not open while this goes out: nobody waits for its pages. Enough in one language.',
    'site: down',
  ),
  signoff: field(paragraph(1000).optional(), 'The last words of the mail.', 'signoff: The editors'),
  draft: field(z.boolean().default(false), 'Never mailed, tests included.', 'draft: true'),
});

const { title, subject, preheader, site, signoff } = letterSchema.shape;

/** The fields of a letter, each by itself. */
export const letterParts = z.object({
  title: part(title),
  subject: part(subject),
  preheader: part(preheader),
  site: part(site),
  signoff: part(signoff),
  lists: items(slug),
  draft: part(z.boolean()),
});

export type LetterParts = z.infer<typeof letterParts>;
