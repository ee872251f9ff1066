import { type FileHandle, open, realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';

/** A file of the built site, open. Close its handle. */
export interface SiteFile {
  readonly path: string;
  readonly handle: FileHandle;
  readonly sizeBytes: number;
  readonly changedAt: Date;
}

export type Found = { readonly file: SiteFile } | { readonly redirect: string } | undefined;

/**
 * The file that a path of a URL names: itself, or the `index.html` of a folder; a folder without its slash is a redirect. Nothing
 * outside of the folder, no hidden file, no shell of the doors.
 */
export async function findFile(distFolder: string, urlPath: string): Promise<Found> {
  const segments = segmentsOf(urlPath);
  if (segments === undefined) return undefined;
  const wanted = join(distFolder, ...segments);
  if (urlPath.endsWith('/')) return openAs(distFolder, join(wanted, 'index.html'));
  const file = await openAs(distFolder, wanted);
  if (file !== undefined) return file;
  const folder = await openAs(distFolder, join(wanted, 'index.html'));
  if (folder === undefined) return undefined;
  await folder.file.handle.close();
  return { redirect: `/${segments.map(encodeURIComponent).join('/')}/` };
}

// Two slashes in a row could make a redirect to another host out of a path.
function segmentsOf(urlPath: string): string[] | undefined {
  try {
    const segments = urlPath
      .split('/')
      .filter(segment => segment !== '')
      .map(decodeURIComponent);
    const isFair = segments.every(segment => !/^\.|[/\\\0]/.test(segment)) && segments[0] !== '_service';
    return isFair ? segments : undefined;
  } catch {
    return undefined;
  }
}

async function openAs(distFolder: string, path: string): Promise<{ file: SiteFile } | undefined> {
  try {
    const [root, real] = await Promise.all([realpath(distFolder), realpath(path)]);
    if (!real.startsWith(root + sep)) return undefined;
    const handle = await open(real);
    const stat = await handle.stat();
    if (stat.isFile()) return { file: { path: real, handle, sizeBytes: stat.size, changedAt: stat.mtime } };
    await handle.close();
    return undefined;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return (
    error instanceof Error && 'code' in error && ['ENOENT', 'ENOTDIR', 'ENAMETOOLONG'].includes(String(error.code))
  );
}
