import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { AppPage } from './compiled-app.ts';
import { type KeptPage, type KeptPages, toldOf } from './kept-pages.ts';
import { nameStaticPictures, type StaticPicture } from './static-pictures.ts';

interface Pressed {
  /** Every file, with slashes. */
  readonly files: readonly string[];
  /** What the next build may take. */
  readonly kept: ReadonlyMap<string, KeptPage>;
  /** What the pages show. */
  readonly pictures: readonly StaticPicture[];
}

/** Puts every page into the new site: that of the build before where it may be taken, else it is made now. */
export async function press(
  pages: Iterable<AppPage>,
  { dist, take }: { dist: string; take: KeptPages['take'] },
): Promise<Pressed> {
  const files: string[] = [];
  const kept = new Map<string, KeptPage>();
  const all: StaticPicture[] = [];
  const folders = new Set<string>();
  let shown: StaticPicture[] = [];
  nameStaticPictures(picture => shown.push(picture));
  // One after the other, so it is known which page asks for a picture; and without a promise for each file: with those, writing
  // took a third of a build.
  for (const { file, key: keyOf, render } of pages) {
    files.push(file);
    const path = join(dist, file);
    const folder = dirname(path);
    if (!folders.has(folder)) mkdirSync(folder, { recursive: true });
    folders.add(folder);
    const key = keyOf();
    const before = key === undefined ? undefined : take(file, key, dist);
    if (before === undefined) {
      shown = [];
      writeFileSync(path, await render());
    }
    const page = before ?? (key !== undefined && { key, told: toldOf(path) ?? '', pictures: shown });
    all.push(...(before?.pictures ?? shown));
    if (page) kept.set(file, page);
  }
  return { files, kept, pictures: all };
}
