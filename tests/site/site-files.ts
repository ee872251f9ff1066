import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Every file below a folder, with its bytes as base64. */
export async function filesOf(root: string): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const name of (await readdir(root, { recursive: true })).toSorted())
    if ((await stat(join(root, name))).isFile()) found.set(name, await readFile(join(root, name), 'base64'));
  return found;
}

/** Names of the files that one site has and the other has not, or with other bytes. */
export function differing(some: ReadonlyMap<string, string>, others: ReadonlyMap<string, string>): string[] {
  const names = new Set([...some.keys(), ...others.keys()]);
  return [...names].filter(name => some.get(name) !== others.get(name));
}
