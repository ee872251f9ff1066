import { defineCollection } from 'astro:content';
import { join } from 'node:path';
import { z } from 'astro/zod';
import type { Library } from '#content/model.ts';
import { languages } from '#i18n/languages.ts';
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
import { searchEntries } from './search/kept-slices.ts';

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
      z.object({ body: z.string(), pictures: z.array(z.object({ src: image(), width: z.number() })) }),
  }),
  searchSlices: defineCollection({
    loader: libraryLoader('search', (library, _, cacheFolder) => searchEntries(library, join(cacheFolder, 'search'))),
    schema: z.object({ language: z.enum(languages), year: z.string(), path: z.string() }),
  }),
  sounds: defineCollection({ loader: libraryLoader('sounds', soundEntries), schema: z.object({ path: z.string() }) }),
};
