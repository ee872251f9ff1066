import { z } from 'zod';
import { slug } from './fields.ts';
import { issueWordsSchema, pageSchema } from './issue-schema.ts';
import { items, part } from './parts.ts';

const { title, subject, preheader, signoff } = issueWordsSchema.shape;

/** The fields of `issue.<lang>.mdx`, each by itself. */
export const issueWordsParts = z.object({
  title: part(title),
  subject: part(subject),
  preheader: part(preheader),
  signoff: part(signoff),
});

/** The fields of a page, each by itself. */
export const pageParts = z.object({ title: part(pageSchema.shape.title), summary: part(pageSchema.shape.summary) });

/** What `issue.yaml` says of other files. */
export const issueParts = z.object({ order: items(slug) });

export type IssueWordsParts = z.infer<typeof issueWordsParts>;
export type PageParts = z.infer<typeof pageParts>;
