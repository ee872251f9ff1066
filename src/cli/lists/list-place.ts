import { existsSync, fstatSync, readlinkSync, realpathSync } from 'node:fs';
import { basename, dirname, join, sep } from 'node:path';
import { VesnikError } from '#errors.ts';
import { isInWorkTree } from '../git-tree.ts';
import { cloneRoot, type Settings } from '../settings.ts';
import type { Terminal } from '../terminal.ts';

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

/** The same of the file that a shell has led standard output into with `>`, where the system tells which (Linux). */
export function requireOutputPlace({ stdout }: Pick<Terminal, 'stdout'>, settings: Pick<Settings, 'root'>): void {
  const file = 'fd' in stdout && typeof stdout.fd === 'number' ? fileBehind(stdout.fd) : undefined;
  if (file !== undefined) requireListPlace(file, settings);
}

function fileBehind(descriptor: number): string | undefined {
  const link = `/proc/self/fd/${descriptor}`;
  return process.platform === 'linux' && fstatSync(descriptor).isFile() ? readlinkSync(link) : undefined;
}

// Of what exists: the rest has no links yet.
function realPath(path: string): string {
  if (existsSync(path)) return realpathSync(path);
  return path === dirname(path) ? path : join(realPath(dirname(path)), basename(path));
}
