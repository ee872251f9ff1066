import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { clone } from './config.ts';

/** Hex SHA-256 of all that makes a page beside its content: what was made by other code is not to be taken. */
export function codeDigest(): string {
  const files = globSync(['src/{site,render,content,i18n}/**/*.*', 'src/*.ts', 'package-lock.json'], { cwd: clone });
  const hash = createHash('sha256').update(process.version);
  for (const file of files.toSorted()) hash.update(`${file}\0`).update(readFileSync(join(clone, file)));
  return hash.digest('hex');
}
