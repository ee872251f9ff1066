import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { findBodies } from './bodies.ts';
import { readList, writeList } from './kept-list.ts';
import { areThere, forgetPacks, type PackPlace, packsOf, packWriter, unpack } from './pack.ts';

/** A text as HTML, with the pictures that it asks for in their order. */
export interface Drawn {
  readonly html: string;
  readonly pictures: readonly DrawnPicture[];
}

interface DrawnPicture {
  /** From the file of the text on. */
  readonly src: string;
  readonly width: number;
}

/** A drawn text as an entry holds it: its HTML, or under which name `keptBody` finds that. */
export interface Drawing {
  readonly html?: string;
  readonly body?: string;
  readonly pictures: readonly DrawnPicture[];
}

export interface KeptDrawings {
  /** What was drawn under this key, else what is drawn now; without a key it is drawn in any case. */
  readonly take: (key: string | undefined, draw: () => Drawn) => Drawing;
  /** Writes down what is new; what neither this build nor the one before names is gone then. */
  readonly done: () => Promise<void>;
}

interface Options {
  /** Kept from one build to the next. */
  readonly cacheFolder: string;
  readonly collection: string;
  /** Whether the HTML is kept apart from the entry. */
  readonly isApart: (drawn: Drawn) => boolean;
}

const list = z.object({
  drawings: z.custom<ReadonlyMap<string, Drawing>>(value => value instanceof Map),
  bodies: z.custom<ReadonlyMap<string, PackPlace>>(value => value instanceof Map),
});

/** More packs are put together to one. */
const mostPacks = 12;

/** Texts of one collection as the build before drew them. Keys must hold all that a drawing depends on, the code too. */
export async function keptDrawings({ cacheFolder, collection, isApart }: Options): Promise<KeptDrawings> {
  const folder = join(cacheFolder, 'drawn', collection);
  const listFile = join(folder, 'list');
  await mkdir(folder, { recursive: true });
  const read = await readList(listFile, list);
  const before = read !== undefined && areThere(folder, read.bodies.values()) ? read : undefined;
  const writer = packWriter(folder);
  const drawings = new Map<string, Drawing>();
  const bodies = new Map<string, PackPlace>();
  findBodies(collection, name => {
    const place = bodies.get(name) ?? before?.bodies.get(name);
    if (place === undefined) throw new RangeError(`no body is kept under ${collection}/${name}`);
    return unpack(folder, place).toString('utf8');
  });
  const make = (drawn: Drawn): Drawing => {
    const { html, pictures } = drawn;
    if (html === '' || !isApart(drawn)) return { html, pictures };
    const name = createHash('sha256').update(html).digest('hex');
    bodies.set(name, bodies.get(name) ?? before?.bodies.get(name) ?? writer.put(Buffer.from(html)));
    return { body: `${collection}/${name}`, pictures };
  };
  /** Whether a drawing may be used again; then its body stays. */
  const isKept = ({ body }: Drawing): boolean => {
    if (body === undefined) return true;
    const name = body.slice(collection.length + 1);
    const place = before?.bodies.get(name);
    if (place !== undefined) bodies.set(name, place);
    return place !== undefined;
  };
  return {
    take: (key, draw) => {
      const known = key === undefined ? undefined : before?.drawings.get(key);
      const drawing = known !== undefined && isKept(known) ? known : make(draw());
      if (key !== undefined) drawings.set(key, drawing);
      return drawing;
    },
    done: async () => {
      if (packsOf(bodies.values()).size > mostPacks)
        for (const [name, place] of bodies) bodies.set(name, writer.put(unpack(folder, place)));
      writer.close();
      await writeList(listFile, { drawings, bodies });
      await forgetPacks(folder, [...bodies.values(), ...(before?.bodies.values() ?? [])]);
    },
  };
}
