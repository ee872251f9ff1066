import { randomUUID } from 'node:crypto';
import { link, readFile, rm, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

/** Whether the lock is ours now: a file that names this process. One whose process is gone is taken over. */
export async function takeLock(file: string): Promise<boolean> {
  const mark = `${file}-${randomUUID()}`;
  await writeFile(mark, String(process.pid));
  try {
    // A link appears with what it holds, so nobody reads a lock without its holder.
    await link(mark, file);
    return true;
  } catch {
    if (await isHeld(file)) return false;
    // Its holder was killed.
    await rm(file, { force: true });
  } finally {
    await rm(mark, { force: true });
  }
  return takeLock(file);
}

/** Does the work while nobody else holds the lock. */
export async function alone<Result>(file: string, work: () => Promise<Result>): Promise<Result> {
  while (!(await takeLock(file))) await sleep(20);
  try {
    return await work();
  } finally {
    await rm(file, { force: true });
  }
}

/** Whether a process that lives holds the lock. */
export async function isHeld(file: string): Promise<boolean> {
  return isAlive(Number(await readFile(file, 'utf8').catch(() => '')));
}

function isAlive(pid: number): boolean {
  // 0 would ask for a whole group of processes.
  if (pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
