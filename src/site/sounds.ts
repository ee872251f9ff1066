import { extname } from 'node:path';
import type { Library } from '#content/model.ts';
import type { KeptFiles } from './kept-files.ts';
import { factsOf } from './text-facts.ts';

/**
 * Every sound of a library: by its file's absolute path the name under which it is given out. The name is made of the
 * bytes, so it may be cached for ever and says nothing else.
 */
export function namedSounds(library: Library, files: Pick<KeptFiles, 'digest'>): ReadonlyMap<string, string> {
  return new Map(
    [...soundFiles(library)].map(file => [file, `${files.digest(file).slice(0, 16)}${extname(file).toLowerCase()}`]),
  );
}

function soundFiles({ issues, pages }: Library): ReadonlySet<string> {
  const versions = issues.flatMap(({ commentaries }) => commentaries.flatMap(each => Object.values(each.versions)));
  const letters = issues.flatMap(({ words }) => Object.values(words)).map(({ letter }) => letter);
  const files = new Set(versions.flatMap(({ audio }) => audio?.file ?? []));
  for (const body of [...versions, ...pages].map(each => each.body).concat(letters))
    for (const { file } of factsOf(body).sounds) files.add(file);
  return files;
}
