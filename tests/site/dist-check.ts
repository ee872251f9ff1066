import { readdir, readFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { byteFaults } from './dist-check-bytes.ts';
import { dataFaults } from './dist-check-data.ts';
import { headFaults } from './dist-check-head.ts';
import { linkFaults } from './dist-check-links.ts';
import { type CheckedPage, readPage } from './dist-check-page.ts';
import { safetyFaults } from './dist-check-safety.ts';

/** Something wrong with a built site. */
export interface DistFault {
  /** Path below dist, with slashes. */
  readonly file: string;
  /** kebab-case. */
  readonly rule: string;
  readonly message: string;
}

export interface CheckedSite {
  readonly dist: string;
  /** Public address without a slash at the end. */
  readonly url: string;
  /** In the newsletter's order. */
  readonly languages: readonly string[];
  /** Public address of the doors, where forms may go. */
  readonly doors?: string | undefined;
  /** Words that may stand in no file and in no file's name: ids, names and pictures of hidden authors. */
  readonly hidden?: readonly string[];
}

/** The site as the rules look at it. */
export interface ReadSite extends CheckedSite {
  /** Every file, with slashes. */
  readonly files: ReadonlyMap<string, Buffer>;
  /** By the path that a reader asks for. */
  readonly pages: ReadonlyMap<string, CheckedPage>;
}

/** Everything that is wrong in a built site, in the order of its files. */
export async function checkDist(site: CheckedSite): Promise<DistFault[]> {
  const files = await readFiles(site.dist);
  const pages = [...files]
    .filter(([file]) => file.endsWith('.html'))
    .map(([file, bytes]) => readPage(file, bytes.toString('utf8')));
  const read: ReadSite = { ...site, files, pages: new Map(pages.map(page => [page.path, page])) };
  const faults = [headFaults, linkFaults, safetyFaults, dataFaults].flatMap(rule => rule(read));
  return [...faults, ...(await byteFaults(read))].toSorted((a, b) => a.file.localeCompare(b.file));
}

async function readFiles(dist: string): Promise<ReadonlyMap<string, Buffer>> {
  const entries = await readdir(dist, { recursive: true, withFileTypes: true });
  const files = new Map<string, Buffer>();
  for (const entry of entries.filter(each => each.isFile())) {
    const path = join(entry.parentPath, entry.name);
    files.set(
      path
        .slice(dist.length + 1)
        .split(sep)
        .join('/'),
      await readFile(path),
    );
  }
  return files;
}
