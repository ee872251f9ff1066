import { execFile } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Whether git would take a file of this absolute path, whatever links lead to it, into a repository: it lies in a work tree and nothing ignores it. */
export async function isInTrackedTree(given: string): Promise<boolean> {
  const nearest = nearestFolder(dirname(given));
  const folder = realpathSync(nearest);
  const path = join(folder, relative(nearest, given));
  try {
    await run('git', ['-C', folder, 'check-ignore', '--quiet', '--', path]);
    return false;
  } catch (error) {
    // 1: not ignored. Anything else: no repository, a repository of somebody else, or no git here.
    return error instanceof Error && 'code' in error && error.code === 1 ? true : hasRepositoryAbove(folder);
  }
}

/** Whether a file of this absolute path would lie in a git work tree, ignored or not. */
export function isInWorkTree(path: string): boolean {
  return hasRepositoryAbove(realpathSync(nearestFolder(dirname(path))));
}

function nearestFolder(folder: string): string {
  return existsSync(folder) || folder === dirname(folder) ? folder : nearestFolder(dirname(folder));
}

function hasRepositoryAbove(folder: string): boolean {
  if (existsSync(join(folder, '.git'))) return true;
  return folder === dirname(folder) ? false : hasRepositoryAbove(dirname(folder));
}
