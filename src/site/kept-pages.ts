import { join } from 'node:path';
import { z } from 'zod';
import { readList, writeList } from './kept-list.ts';
import type { SiteTree } from './site-tree.ts';
import type { StaticPicture } from './static-pictures.ts';
import { toldOf } from './told.ts';

/** A page of the built site. */
export interface KeptPage {
  readonly key: string;
  /** What the disk told of it when it was written. */
  readonly told: string;
  readonly pictures: readonly StaticPicture[];
}

const list = z.object({
  code: z.string(),
  pages: z.custom<ReadonlyMap<string, KeptPage>>(value => value instanceof Map),
});

export interface KeptPages {
  /** There is no page to take: all are to be made. */
  readonly isNew: boolean;
  /** Takes the page of the build before into the new site, where it has the same key and nobody touched it since. */
  readonly take: (file: string, key: string, tree: SiteTree) => KeptPage | undefined;
  /** Says what the next build may take, when all pages are in the new site. */
  readonly done: (pages: ReadonlyMap<string, KeptPage>) => Promise<void>;
}

/**
 * Pages of the site that stands in `outDir`. They are taken from there, as a second name of the same file, so no page is written or
 * kept twice; most have that name already, from the build before the last one. The disk is asked of each: what was changed by hand
 * or by another build is made again. With other code no page is taken.
 */
export async function keptPages(listFile: string, outDir: string, code: string): Promise<KeptPages> {
  const before = await readList(listFile, list);
  const known: ReadonlyMap<string, KeptPage> = before?.code === code ? before.pages : new Map();
  return {
    isNew: known.size === 0,
    take: (file, key, tree) => {
      const page = known.get(file);
      if (page?.key !== key) return undefined;
      if (tree.has(file, page.told)) return page;
      const from = join(outDir, file);
      // Another build may put its site there at any moment, so it is asked again whether it was the one.
      return toldOf(from) === page.told && tree.link(from, file) && toldOf(join(tree.path, file)) === page.told
        ? page
        : undefined;
    },
    done: pages => writeList(listFile, { code, pages }),
  };
}
