import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cloneRoot } from '../settings.ts';

/**
 * An empty folder for a demo's database and key: `data/demo` in the clone, emptied of what the last one left. While another
 * demo runs there, one beside it.
 */
export async function emptyDemoFolder(pid: number): Promise<string> {
  const usual = join(cloneRoot, 'data', 'demo');
  const folder = (await isInUse(usual)) ? `${usual}-${pid}` : usual;
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeFile(join(folder, 'pid'), `${pid}\n`);
  return folder;
}

async function isInUse(folder: string): Promise<boolean> {
  const pid = Number(await readFile(join(folder, 'pid'), 'utf8').catch(() => ''));
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
