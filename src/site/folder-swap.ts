import { cp, rename, rm } from 'node:fs/promises';

/**
 * Puts the new folder where the old one was; between the two renames nobody finds half a site. Afterwards the old one stands in
 * `from`, or the new one where that is on another disk.
 */
export async function replaceFolder(from: string, to: string): Promise<void> {
  const next = `${to}.next`;
  const last = `${to}.last`;
  await rm(next, { recursive: true, force: true });
  await rm(last, { recursive: true, force: true });
  const isMoved = await move(from, next);
  await unlessMissing(rename(to, last));
  await rename(next, to);
  if (isMoved) await unlessMissing(rename(last, from));
  else await rm(last, { recursive: true, force: true });
}

/** Where an earlier swap was killed between its renames, the old folder comes back: only it holds the pictures of old mails. */
export async function restoreFolder(folder: string): Promise<void> {
  try {
    await rename(`${folder}.last`, folder);
  } catch (error) {
    // Not there: nothing was interrupted. Taken: the swap got as far as its second rename.
    if (!hasCode(error, 'ENOENT', 'ENOTEMPTY', 'EEXIST', 'EPERM')) throw error;
  }
}

async function move(from: string, to: string): Promise<boolean> {
  try {
    await rename(from, to);
    return true;
  } catch (error) {
    // Another file system.
    if (!hasCode(error, 'EXDEV')) throw error;
    try {
      await cp(from, to, { recursive: true });
    } catch (cause) {
      // A disk that is full shall not stay so for half a site.
      await rm(to, { recursive: true, force: true });
      throw cause;
    }
    return false;
  }
}

async function unlessMissing(work: Promise<void>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw error;
  }
}

function hasCode(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof Error && 'code' in error && codes.some(code => code === error.code);
}
