import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { z } from 'zod';
import { bodiesIn } from './bodies.ts';
import { writeWhole } from './kept-file.ts';

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
  readonly take: (key: string | undefined, draw: () => Drawn) => Promise<Drawing>;
  /** Writes down what is new; bodies that neither this build nor the one before names are gone then. */
  readonly done: () => Promise<void>;
}

interface Options {
  /** Kept from one build to the next. */
  readonly cacheFolder: string;
  readonly collection: string;
  /** Whether HTML goes into a file of its own. */
  readonly isApart: (drawn: Drawn) => boolean;
}

const list = z.object({
  drawings: z.custom<ReadonlyMap<string, Drawing>>(value => value instanceof Map),
  bodies: z.custom<ReadonlySet<string>>(value => value instanceof Set),
});

/** Texts of one collection as the build before drew them. Keys must hold all that a drawing depends on, the code too. */
export async function keptDrawings({ cacheFolder, collection, isApart }: Options): Promise<KeptDrawings> {
  const all = join(cacheFolder, 'drawn');
  const folder = join(all, collection);
  await mkdir(folder, { recursive: true });
  bodiesIn(all);
  const files = new Set(await readdir(folder));
  const before = await readList(folder);
  const drawings = new Map<string, Drawing>();
  const bodies = new Set<string>();
  const make = async (drawn: Drawn): Promise<Drawing> => {
    const { html, pictures } = drawn;
    if (html === '' || !isApart(drawn)) return { html, pictures };
    const name = createHash('sha256').update(html).digest('hex');
    if (!files.has(name)) await writeWhole(join(folder, name), html);
    files.add(name);
    return { body: `${collection}/${name}`, pictures };
  };
  return {
    take: async (key, draw) => {
      const known = key === undefined ? undefined : before?.drawings.get(key);
      const isThere = known !== undefined && (known.body === undefined || files.has(nameOf(known.body)));
      const drawing = isThere ? known : await make(draw());
      if (key !== undefined) drawings.set(key, drawing);
      if (drawing.body !== undefined) bodies.add(nameOf(drawing.body));
      return drawing;
    },
    done: async () => {
      await writeWhole(join(folder, listName), serialize({ drawings, bodies }));
      for (const name of files)
        if (name !== listName && !bodies.has(name) && !before?.bodies.has(name))
          await rm(join(folder, name), { force: true });
    },
  };
}

const listName = 'list';

function nameOf(body: string): string {
  return body.slice(body.indexOf('/') + 1);
}

async function readList(folder: string): Promise<z.infer<typeof list> | undefined> {
  try {
    return list.parse(deserialize(await readFile(join(folder, listName))));
  } catch {
    // There is none, or another Node wrote it.
    return undefined;
  }
}
