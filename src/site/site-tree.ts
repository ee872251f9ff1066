import {
  copyFileSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  rmdirSync,
  rmSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { toldOf } from './told.ts';

/** The folder of a site that is being made. Files are named with slashes; what nobody asked for goes with `sweep`. */
export interface SiteTree {
  /** Absolute path of the folder. */
  readonly path: string;
  /** Whether the file is there, and the disk tells of it what it told when it was written. */
  readonly has: (file: string, told: string) => boolean;
  /** Writes a file; what the disk tells of it. */
  readonly write: (file: string, bytes: string | Uint8Array) => string;
  /** Makes way for files that others will write into this folder: nothing stands in place of one of them or of their folders. */
  readonly makeWay: (files: readonly string[]) => void;
  /** Others wrote them. */
  readonly adopt: (files: readonly string[]) => void;
  /** Gives a file a second name here, into which nobody may ever write; false where this disk cannot. Throws where there is none. */
  readonly link: (from: string, file: string) => boolean;
  /** As `link`, with a copy where need be. */
  readonly put: (from: string, file: string) => void;
  /** Deletes all files that were not asked for since the tree was opened, and folders without any. */
  readonly sweep: () => void;
}

/**
 * A tree that may stand there already, in whatever state: a site of 3,000 pages has as many folders, and to make and delete
 * them takes longer than to look through them. A file that is there is never written into, because it may also be one of a
 * site that readers see; another one takes its place.
 */
export function siteTree(path: string): SiteTree {
  const folders = new Set<string>(['']);
  const left = new Set<string>();
  const asked = new Set<string>(['']);
  mkdirSync(path, { recursive: true });
  walk(path, '', (file, isFolder) => (isFolder ? folders : left).add(file));

  const drop = (file: string) => {
    if (left.delete(file)) unlinkSync(join(path, file));
    if (!folders.has(file)) return;
    rmSync(join(path, file), { recursive: true });
    for (const set of [folders, left]) for (const each of set) if (`${each}/`.startsWith(`${file}/`)) set.delete(each);
  };
  const enter = (folder: string) => {
    if (asked.has(folder)) return;
    enter(folderOf(folder));
    if (!folders.has(folder)) {
      drop(folder);
      mkdirSync(join(path, folder), { recursive: true });
      folders.add(folder);
    }
    asked.add(folder);
  };
  const makeRoom = (file: string): string => {
    enter(folderOf(file));
    drop(file);
    return join(path, file);
  };
  const has = (file: string, told: string) => {
    if (!left.has(file) || toldOf(join(path, file)) !== told) return false;
    enter(folderOf(file));
    left.delete(file);
    return true;
  };
  const link = (from: string, file: string) => {
    if (left.has(file) && has(file, toldOf(from) ?? '')) return true;
    const to = makeRoom(file);
    try {
      linkSync(from, to);
      return true;
    } catch (error) {
      if (lstatSync(from, { throwIfNoEntry: false }) === undefined) throw error;
      // Another disk, or one without links.
      return false;
    }
  };
  return {
    path,
    has,
    link,
    makeWay: files => {
      for (const file of files) {
        if (folders.has(file)) drop(file);
        for (let folder = folderOf(file); folder !== ''; folder = folderOf(folder)) if (left.has(folder)) drop(folder);
      }
    },
    adopt: files => {
      for (const file of files) {
        left.delete(file);
        for (let folder = folderOf(file); folder !== ''; folder = folderOf(folder)) {
          folders.add(folder);
          asked.add(folder);
        }
      }
    },
    put: (from, file) => {
      if (!link(from, file)) copyFileSync(from, join(path, file));
    },
    write: (file, bytes) => {
      const to = makeRoom(file);
      try {
        writeFileSync(to, bytes, { flag: 'wx' });
      } catch (error) {
        if (!isThere(error)) throw error;
        // Somebody else wrote it who broke off.
        unlinkSync(to);
        writeFileSync(to, bytes, { flag: 'wx' });
      }
      return toldOf(to) ?? '';
    },
    sweep: () => {
      for (const file of left) unlinkSync(join(path, file));
      left.clear();
      // Those inside come after those around them.
      for (const folder of [...folders].reverse()) {
        if (asked.has(folder)) continue;
        rmdirSync(join(path, folder));
        folders.delete(folder);
      }
    },
  };
}

function isThere(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EEXIST';
}

/** '' is the root. */
function folderOf(file: string): string {
  const folder = dirname(file);
  return folder === '.' ? '' : folder;
}

function walk(root: string, folder: string, found: (file: string, isFolder: boolean) => void): void {
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
    const file = folder === '' ? entry.name : `${folder}/${entry.name}`;
    found(file, entry.isDirectory());
    if (entry.isDirectory()) walk(root, file, found);
  }
}
