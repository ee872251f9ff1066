import { rename, writeFile } from 'node:fs/promises';

/** Writes a file that a later build trusts: whenever this one is stopped, there is a whole file or none. */
export async function writeWhole(path: string, content: string | Uint8Array): Promise<void> {
  await writeFile(`${path}.part`, content);
  await rename(`${path}.part`, path);
}
