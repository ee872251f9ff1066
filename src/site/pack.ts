import { randomUUID } from 'node:crypto';
import { closeSync, openSync, readSync, statSync, writeSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

// Thousands of small files cost more to make than what is in them: 3 s of a build of 1,560 commentaries.

/** Where something lies in a pack. */
export interface PackPlace {
  /** Name of the file. */
  readonly pack: string;
  readonly start: number;
  readonly length: number;
}

export interface PackWriter {
  readonly put: (bytes: Uint8Array) => PackPlace;
  readonly close: () => void;
}

/** Things of this build, one after the other in a new file of a folder; without any there is no file. */
export function packWriter(folder: string): PackWriter {
  const pack = `${randomUUID()}${ending}`;
  let file: number | undefined;
  let end = 0;
  return {
    put: bytes => {
      file ??= openSync(join(folder, pack), 'wx');
      for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written);
      const place = { pack, start: end, length: bytes.length };
      end += bytes.length;
      return place;
    },
    close: () => {
      if (file !== undefined) closeSync(file);
      file = undefined;
    },
  };
}

/** What lies at a place. Throws where the pack is gone or shorter. */
export function unpack(folder: string, { pack, start, length }: PackPlace): Buffer {
  const bytes = Buffer.alloc(length);
  const file = openSync(join(folder, pack), 'r');
  try {
    let read = 0;
    while (read < length) {
      const got = readSync(file, bytes, read, length - read, start + read);
      if (got === 0) throw new RangeError(`${pack} ends before ${start + length}`);
      read += got;
    }
  } finally {
    closeSync(file);
  }
  return bytes;
}

/** Whether every place is there. */
export function areThere(folder: string, places: Iterable<PackPlace>): boolean {
  const ends = new Map<string, number>();
  for (const { pack, start, length } of places) ends.set(pack, Math.max(ends.get(pack) ?? 0, start + length));
  return [...ends].every(([pack, end]) => {
    const size = statSync(join(folder, pack), { throwIfNoEntry: false })?.size;
    return size !== undefined && size >= end;
  });
}

/** Packs that hold none of these places go. */
export async function forgetPacks(folder: string, places: Iterable<PackPlace>): Promise<void> {
  const wanted = packsOf(places);
  for (const name of await readdir(folder))
    if (name.endsWith(ending) && !wanted.has(name)) await rm(join(folder, name), { force: true });
}

export function packsOf(places: Iterable<PackPlace>): ReadonlySet<string> {
  return new Set(Array.from(places, ({ pack }) => pack));
}

const ending = '.pack';
