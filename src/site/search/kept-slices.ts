import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Library } from '#content/model.ts';
import { writeWhole } from '../kept-list.ts';
import type { SearchSlice } from '../shelf.ts';
import { indexSlice, sliceSources } from './search-index.ts';

/**
 * The slices of the search index, each of which stands as a file in `folder` under a name made from what is indexed and how. A slice that stayed the same since the last build is not made again; files of former slices go.
 */
export async function searchSlices(library: Library, folder: string): Promise<SearchSlice[]> {
  await mkdir(folder, { recursive: true });
  const kept = new Set(await readdir(folder));
  const program = await digestOfProgram();
  const slices: SearchSlice[] = [];
  for (const source of sliceSources(library)) {
    const pieces = source.pieces.map(({ shown, digest }) => [shown, digest]);
    const digest = createHash('sha256')
      .update(program)
      .update(JSON.stringify([source.language, source.year, pieces]))
      .digest('hex')
      .slice(0, 16);
    const name = `${source.language}-${source.year}.${digest}.json`;
    const path = join(folder, name);
    if (!kept.delete(name)) await writeWhole(path, JSON.stringify(indexSlice(source)));
    slices.push({ name, language: source.language, year: source.year, path });
  }
  for (const name of kept) await rm(join(folder, name), { force: true });
  return slices;
}

/** Changes with every file that says how words are indexed. */
async function digestOfProgram(): Promise<string> {
  const folder = fileURLToPath(new URL('./', import.meta.url));
  const hash = createHash('sha256');
  for (const name of (await readdir(folder)).sort()) hash.update(await readFile(join(folder, name)));
  return hash.digest('hex');
}
