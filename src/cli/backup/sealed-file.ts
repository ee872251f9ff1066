import { once } from 'node:events';
import { access, link, open, rename, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import type { Encrypter } from 'age-encryption';
import { VesnikError } from '#errors.ts';
import { bytesOf, webStream } from '../web-stream.ts';

type Write = (bytes: Uint8Array) => Promise<void>;

/**
 * A new file, mode 0600, with what `produce` writes, compressed and encrypted. It appears whole or not at all, is on the disk when this
 * resolves, and replaces nothing. Memory does not grow with it (age encrypts 68 MB/s here). Throws VesnikError `unwritable`, and what
 * `produce` throws.
 */
export async function writeSealedFile<T>(
  file: string,
  encrypter: Encrypter,
  produce: (write: Write) => Promise<T>,
): Promise<{ readonly result: T; readonly sizeBytes: number }> {
  if (await exists(file)) throw unwritable(file, 'exists already, and a backup replaces nothing');
  const part = `${file}.${process.pid}.part`;
  const handle = await open(part, 'wx', 0o600).catch(cause => {
    throw unwritable(file, 'cannot be written', cause);
  });
  try {
    const gzip = createGzip({ level: 1 });
    const sealed = Readable.from(bytesOf(await encrypter.encrypt(webStream(gzip))));
    const written = handle.writeFile(sealed);
    // A disk that is full must not leave the writer waiting.
    written.catch(error => gzip.destroy(error));
    const result = await produce(async bytes => {
      if (!gzip.write(bytes)) await once(gzip, 'drain');
    }).catch(async error => {
      gzip.destroy();
      // Which of the two came first, the disk's error is the cause.
      await written.catch(cause => {
        if (isDiskError(cause)) throw unwritable(file, 'could not be written to its end', cause);
      });
      throw error;
    });
    gzip.end();
    await written.catch(cause => {
      throw unwritable(file, 'could not be written to its end', cause);
    });
    await handle.sync();
    const { size } = await handle.stat();
    await handle.close();
    await appear(part, file);
    return { result, sizeBytes: size };
  } catch (error) {
    await handle.close();
    await unlink(part).catch(() => {});
    throw error;
  }
}

async function appear(part: string, file: string): Promise<void> {
  try {
    await link(part, file);
    await unlink(part);
  } catch (error) {
    if (await exists(file)) throw unwritable(file, 'exists already, and a backup replaces nothing', error);
    // A file system without links, such as that of many memory sticks.
    await rename(part, file);
  }
  const folder = await open(dirname(file), 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

function isDiskError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && ['ENOSPC', 'EIO', 'EDQUOT', 'EFBIG'].includes(String(error.code));
}

function unwritable(file: string, what: string, cause?: unknown): VesnikError {
  const isFull = cause instanceof Error && 'code' in cause && (cause.code === 'ENOSPC' || cause.code === 'EDQUOT');
  return new VesnikError({
    code: 'unwritable',
    message: `${file} ${what}${isFull ? ': the disk is full' : ''}. There is no new backup.`,
    hint: isFull
      ? 'Free some space, or name another folder in VESNIK_BACKUP_FOLDER.'
      : 'Name a new file in a folder that exists and that this user may write to.',
    kind: 'usage',
    cause,
  });
}
