import { defineCollection } from 'astro:content';
import { z } from 'astro/zod';
import type { Library } from '#content/model.ts';
import {
  authorEntries,
  commentaryEntries,
  letterEntries,
  libraryEntries,
  pageEntries,
  soundEntries,
} from './entries.ts';
import { feedEntries } from './feed-entries.ts';
import { libraryLoader } from './loader.ts';

export const collections = {
  library: defineCollection({
    loader: libraryLoader('library', libraryEntries),
    schema: z.object({ library: z.custom<Library>() }),
  }),
  commentaries: defineCollection({
    loader: libraryLoader('commentaries', commentaryEntries),
    schema: ({ image }) =>
      z.object({
        cover: image().optional(),
        sound: z.string().optional(),
        body: z.string().optional(),
        digest: z.string(),
      }),
  }),
  letters: defineCollection({
    loader: libraryLoader('letters', letterEntries),
    schema: z.object({ body: z.string().optional(), digest: z.string() }),
  }),
  pages: defineCollection({
    loader: libraryLoader('pages', pageEntries),
    schema: z.object({ body: z.string().optional(), digest: z.string() }),
  }),
  authors: defineCollection({
    loader: libraryLoader('authors', authorEntries),
    schema: ({ image }) => z.object({ picture: image().optional(), digest: z.string() }),
  }),
  feeds: defineCollection({
    loader: libraryLoader('feeds', feedEntries),
    schema: ({ image }) =>
      z.object({ html: z.string(), pictures: z.array(z.object({ src: image(), width: z.number() })) }),
  }),
  sounds: defineCollection({ loader: libraryLoader('sounds', soundEntries), schema: z.object({ path: z.string() }) }),
};
