import type { AppPage } from './compiled-app.ts';
import type { KeptPage, KeptPages } from './kept-pages.ts';
import type { SiteTree } from './site-tree.ts';
import { nameStaticPictures, type StaticPicture } from './static-pictures.ts';

/** What became of some pages. Plain values. */
export interface Pressed {
  /** Every file, with slashes. */
  readonly files: readonly string[];
  /** What the next build may take. */
  readonly kept: ReadonlyMap<string, KeptPage>;
  /** What the pages show. */
  readonly pictures: readonly StaticPicture[];
}

interface Options {
  /** The new site. */
  readonly tree: SiteTree;
  readonly take: KeptPages['take'];
}

/** Puts pages into the new site: that of the build before where it may be taken, else it is made now. */
export async function press(pages: Iterable<AppPage>, { tree, take }: Options): Promise<Pressed> {
  const files: string[] = [];
  const kept = new Map<string, KeptPage>();
  const pictures: StaticPicture[] = [];
  let shown: StaticPicture[] = [];
  nameStaticPictures(picture => shown.push(picture));
  // One after the other, so it is known which page asks for a picture; and without a promise for each file, which took a third of a
  // build.
  for (const { file, key: keyOf, render } of pages) {
    files.push(file);
    const key = keyOf();
    let page = key === undefined ? undefined : take(file, key, tree);
    if (page === undefined) {
      shown = [];
      const told = tree.write(file, await render());
      if (key !== undefined) page = { key, told, pictures: shown };
    }
    pictures.push(...(page?.pictures ?? shown));
    if (page !== undefined) kept.set(file, page);
  }
  return { files, kept, pictures };
}
