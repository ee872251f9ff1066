import { z } from 'zod';
import { field, line, paragraph, slug } from './fields.ts';

/** `issue.yaml` */
export const issueSchema = z.strictObject({
  number: field(z.int().positive().max(100_000).optional(), 'The number of the issue.', 'number: 41'),
  volume: field(line(100).optional(), 'The volume it belongs to.', 'volume: 2024 edition'),
  order: field(
    z.array(slug).max(200).default([]),
    'Slugs of the commentaries in the order of the issue; the others follow by name.',
    'order: [economy, belarus-west]',
  ),
});

/** The front matter of `issue.<lang>.mdx`: the issue's own words. */
export const issueWordsSchema = z.strictObject({
  title: field(line(200).optional(), 'What the issue is called.', 'title: A week of closed borders'),
  subject: field(line(200).optional(), 'The subject of the mail, 70 characters at most.', 'subject: The borders close'),
  preheader: field(
    line(300).optional(),
    'What inboxes show after the subject.',
    'preheader: And what it means for trade',
  ),
  signoff: field(paragraph(1000).optional(), 'The last words of the mail.', 'signoff: Until next week, the desk'),
});

/** The front matter of a page such as about or privacy. */
export const pageSchema = z.strictObject({
  title: field(line(200), 'The heading of the page.', 'title: About us'),
  summary: field(line(1000).optional(), 'What search results say of it.', 'summary: Who writes this newsletter'),
});
