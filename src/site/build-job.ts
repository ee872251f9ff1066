import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Library, Problem } from '#content/model.ts';
import type { Claims } from './claims.ts';
import { appPages } from './compiled-app.ts';
import { contentSource } from './content-source.ts';
import type { PackPlace } from './pack.ts';
import { type KeptIssue, type KeptIssues, keptIssues } from './kept-issues.ts';
import { keptPages } from './kept-pages.ts';
import { openShelf } from './open-shelf.ts';
import { type Pressed, press } from './press.ts';

/** What all threads of one build must know. */
export const buildJob = z.object({
  /** Absolute path of the folder that holds content/. */
  root: z.string(),
  now: z.date(),
  doors: z.string().optional(),
  code: z.string(),
  /** Where things are kept for the next build. */
  kept: z.string(),
  /** Where the site stands that was built before. */
  outDir: z.string(),
  /** Where the new one is put together. */
  dist: z.string(),
});
export type BuildJob = z.infer<typeof buildJob>;
