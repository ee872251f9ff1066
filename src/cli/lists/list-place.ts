import { existsSync, realpathSync } from 'node:fs';
import { basename, dirname, join, sep } from 'node:path';
import { VesnikError } from '#errors.ts';
import { isInWorkTree } from '../git-tree.ts';
import { cloneRoot, type Settings } from '../settings.ts';

/**
 * Refuses a place where a list of people must not lie: a git work tree, also where git ignores the file (one `git add -f`, one careless
 * archive of the folder), this clone, and the newsletter's folder, whose `dist/` is published. Throws VesnikError (usage) `list-tracked`.
 */
export function requireListPlace(file: string, { root }: Pick<Settings, 'root'>): void {
  const path = realPath(file);
  const within = (folder: string): boolean => path.startsWith(`${realPath(folder)}${sep}`);
  if (!isInWorkTree(path) && !within(cloneRoot) && !within(root)) return;
  throw new VesnikError({
    code: 'list-tracked',
    message: `${file} lies in a repository or in the newsletter’s folder: one commit or one upload would publish the list. Nothing was written.`,
    hint: 'Name a file elsewhere, best on a disk that is encrypted, for example: --out ../people.csv.age --to age1…',
    kind: 'usage',
  });
}

// Of what exists: the rest has no links yet.
function realPath(path: string): string {
  if (existsSync(path)) return realpathSync(path);
  return path === dirname(path) ? path : join(realPath(dirname(path)), basename(path));
}
