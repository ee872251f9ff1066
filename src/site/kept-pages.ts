import { linkSync, lstatSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { readList, writeList } from './kept-list.ts';
import type { StaticPicture } from './static-pictures.ts';

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
  /** Links the page of the build before into the new site, where it has the same key and nobody touched it since. */
  readonly take: (file: string, key: string, dist: string) => KeptPage | undefined;
  /** Says what the next build may take, once the new site stands where the old one stood. */
  readonly done: (pages: ReadonlyMap<string, KeptPage>) => Promise<void>;
}

/**
 * Pages of the site that stands in `outDir`. They are taken from there, as a second name of the same file, so no page is written or
 * kept twice. The disk is asked of each: what was changed by hand or by another build is made again, and so is everything after a
 * build that was killed between two of its last steps. With other code no page is taken.
 */
export async function keptPages(listFile: string, outDir: string, code: string): Promise<KeptPages> {
  const before = await readList(listFile, list);
  const known: ReadonlyMap<string, KeptPage> = before?.code === code ? before.pages : new Map();
  return {
    take: (file, key, dist) => {
      const page = known.get(file);
      if (page?.key !== key || toldOf(join(outDir, file)) !== page.told) return undefined;
      try {
        linkSync(join(outDir, file), join(dist, file));
        return page;
      } catch {
        // Another disk, or one without links.
        return undefined;
      }
    },
    done: pages => writeList(listFile, { code, pages }),
  };
}

/** Undefined where there is no such file. */
export function toldOf(file: string): string | undefined {
  const stat = lstatSync(file, { bigint: true, throwIfNoEntry: false });
  return stat?.isFile() ? [stat.size, stat.mtimeNs, stat.ino].join() : undefined;
}
