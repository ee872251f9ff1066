import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import type { Library } from '#content/model.ts';
import { factsOf } from './text-facts.ts';

/**
 * Every sound of a library: by its file's absolute path the name under which it is given out. The name is made of the
 * bytes, so it may be cached for ever and says nothing else.
 */
export function namedSounds(library: Library): Promise<ReadonlyMap<string, string>> {
  const names = known.get(library) ?? nameSounds(library);
  known.set(library, names);
  return names;
}

// Every collection asks.
const known = new WeakMap<Library, Promise<ReadonlyMap<string, string>>>();

async function nameSounds(library: Library): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  for (const file of soundFiles(library)) {
    const hash = createHash('sha256').update(await readFile(file));
    names.set(file, `${hash.digest('hex').slice(0, 16)}${extname(file).toLowerCase()}`);
  }
  return names;
}

function soundFiles({ issues, pages }: Library): ReadonlySet<string> {
  const versions = issues.flatMap(({ commentaries }) => commentaries.flatMap(each => Object.values(each.versions)));
  const letters = issues.flatMap(({ words }) => Object.values(words)).map(({ letter }) => letter);
  const files = new Set(versions.flatMap(({ audio }) => audio?.file ?? []));
  for (const body of [...versions, ...pages].map(each => each.body).concat(letters))
    for (const file of factsOf(body).sounds) files.add(file);
  return files;
}
