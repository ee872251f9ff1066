import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { readList, writeList } from './kept-list.ts';
import { areThere, forgetPacks, type PackPlace, packsOf, packWriter, unpack } from './pack.ts';

export interface KeptDrawings {
  /** The HTML that was drawn under this key, else what is drawn now; without a key it is drawn in any case. */
  readonly take: (key: string | undefined, draw: () => string) => string;
  /** Whoever may ask for it in a later build says so, or what was drawn under this key is gone after `done`. */
  readonly want: (key: string) => void;
  /** What was drawn here, told once nothing more is: for whoever keeps the list. */
  readonly drawn: () => ReadonlyMap<string, PackPlace>;
  /** What was drawn elsewhere, and lies in the same folder. */
  readonly add: (drawn: ReadonlyMap<string, PackPlace>) => void;
  /** Writes down what is new. */
  readonly done: () => Promise<void>;
}

const list = z.custom<ReadonlyMap<string, PackPlace>>(value => value instanceof Map);

/** More packs are put together to one. */
const mostPacks = 12;

/** Texts as builds before drew them. Keys must hold all that a drawing depends on, the code too. */
export async function keptDrawings(folder: string): Promise<KeptDrawings> {
  const listFile = join(folder, 'list');
  await mkdir(folder, { recursive: true });
  const read = await readList(listFile, list);
  const before = read !== undefined && areThere(folder, read.values()) ? read : new Map<string, PackPlace>();
  const writer = packWriter(folder);
  const drawn = new Map<string, PackPlace>();
  const want = (key: string) => {
    const place = before.get(key);
    if (place !== undefined) drawn.set(key, place);
  };
  return {
    want,
    take: (key, draw) => {
      if (key === undefined) return draw();
      const place = drawn.get(key) ?? before.get(key);
      if (place !== undefined) {
        drawn.set(key, place);
        return unpack(folder, place).toString('utf8');
      }
      const html = draw();
      drawn.set(key, writer.put(Buffer.from(html)));
      return html;
    },
    drawn: () => {
      writer.close();
      return drawn;
    },
    add: others => {
      for (const [key, place] of others) drawn.set(key, place);
    },
    done: async () => {
      if (packsOf(drawn.values()).size > mostPacks)
        for (const [key, place] of drawn) drawn.set(key, writer.put(unpack(folder, place)));
      writer.close();
      const isSame = drawn.size === before.size && [...drawn].every(([key, place]) => before.get(key) === place);
      if (!isSame) await writeList(listFile, drawn);
      await forgetPacks(folder, drawn.values());
    },
  };
}

/** For where nothing is kept: every text is drawn whenever it is asked for. */
export const noDrawings: KeptDrawings = {
  take: (_, draw) => draw(),
  want: () => {},
  drawn: () => new Map(),
  add: () => {},
  done: async () => {},
};
