import { readFile, rename, writeFile } from 'node:fs/promises';
import { deserialize, serialize } from 'node:v8';
import type { z } from 'zod';

/** Writes a file that a later build trusts: whenever this one is stopped, there is a whole file or none. */
export async function writeWhole(path: string, content: string | Uint8Array): Promise<void> {
  await writeFile(`${path}.part`, content);
  await rename(`${path}.part`, path);
}

/** Writes plain values, maps and sets. */
export function writeList(path: string, list: unknown): Promise<void> {
  return writeWhole(path, serialize(list));
}

/** What `writeList` wrote; undefined where there is none, or none that this Node can read. */
export async function readList<List>(path: string, schema: z.ZodType<List>): Promise<List | undefined> {
  try {
    return schema.parse(deserialize(await readFile(path)));
  } catch {
    return undefined;
  }
}
