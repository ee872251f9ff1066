import { createHash } from 'node:crypto';
import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { clone } from './config.ts';

/** Hex SHA-256 of all that makes a page beside its content: what was made by other code is not to be taken. */
export async function codeDigest(): Promise<string> {
  const files = await Array.fromAsync(
    glob(['src/{site,render,content,i18n}/**/*.*', 'src/*.ts', 'package-lock.json'], { cwd: clone }),
  );
  const hash = createHash('sha256').update(process.version);
  for (const file of files.toSorted()) hash.update(`${file}\0`).update(await readFile(join(clone, file)));
  return hash.digest('hex');
}
