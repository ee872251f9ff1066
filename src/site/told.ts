import { lstatSync } from 'node:fs';

/** Size, time and number of a file; undefined where there is none. Two names with the same are one file. */
export function toldOf(file: string): string | undefined {
  const stat = lstatSync(file, { bigint: true, throwIfNoEntry: false });
  return stat?.isFile() ? `${stat.size},${stat.mtimeNs},${stat.ino}` : undefined;
}
