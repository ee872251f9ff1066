import { createReadStream } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { Decrypter } from 'age-encryption';
import { VesnikError } from '#errors.ts';
import { backupDamaged } from '#store/backup-trouble.ts';
import { bytesOf, webStream } from '../web-stream.ts';

const ageStart = 'age-encryption.org/v1\n';

/**
 * The content of a file of `writeSealedFile`, opened with the identities in another one (lines that begin with AGE-SECRET-KEY-).
 * Throws VesnikError: `wrong-identity`, `identity-unreadable`, `backup-unreadable`; while it is read `backup-damaged`.
 */
export async function openSealedFile(file: string, identityFile: string): Promise<AsyncIterable<Uint8Array>> {
  const decrypter = await decrypterOf(identityFile);
  await refuseForeign(file);
  const source = createReadStream(file);
  try {
    return unpacked(await decrypter.decrypt(webStream(source)));
  } catch (cause) {
    source.destroy();
    throw cause instanceof Error && cause.message.includes('no identity matched')
      ? wrongIdentity(cause)
      : damaged(cause);
  }
}

async function* unpacked(compressed: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const encrypted = Readable.from(bytesOf(compressed));
  const gunzip = createGunzip();
  encrypted.on('error', error => gunzip.destroy(error));
  try {
    yield* encrypted.pipe(gunzip);
  } catch (cause) {
    throw damaged(cause);
  } finally {
    encrypted.destroy();
  }
}

/** What opens files with the identities in a file. Throws VesnikError (usage) `identity-unreadable`. */
export async function decrypterOf(identityFile: string): Promise<Decrypter> {
  const text = await readFile(identityFile, 'utf8').catch(cause => {
    throw identityUnreadable(cause);
  });
  const decrypter = new Decrypter();
  const secrets = text.split(/\r?\n/u).filter(line => line.startsWith('AGE-SECRET-KEY-'));
  if (secrets.length === 0) throw identityUnreadable();
  try {
    for (const secret of secrets) decrypter.addIdentity(secret.trim());
  } catch (cause) {
    throw identityUnreadable(cause);
  }
  return decrypter;
}

// Before the library looks for the end of a header in gigabytes of something else.
async function refuseForeign(file: string): Promise<void> {
  const handle = await open(file, 'r').catch(cause => {
    throw new VesnikError({
      code: 'backup-unreadable',
      message: `${file} cannot be read.`,
      hint: 'Name the file that `npx vesnik backup` wrote.',
      kind: 'usage',
      cause,
    });
  });
  try {
    const { buffer } = await handle.read(Buffer.alloc(ageStart.length), 0, ageStart.length, 0);
    if (buffer.toString('latin1') !== ageStart) throw damaged();
  } finally {
    await handle.close();
  }
}

function damaged(cause?: unknown): VesnikError {
  return backupDamaged('It is not a whole file of age, or some of its bytes were changed.', cause);
}

function wrongIdentity(cause: unknown): VesnikError {
  return new VesnikError({
    code: 'wrong-identity',
    message: 'This identity does not open this backup: it was made for another recipient. Nothing was restored.',
    hint: 'Give the identity (AGE-SECRET-KEY-…) whose public half was VESNIK_BACKUP_RECIPIENT when the backup was made.',
    kind: 'usage',
    cause,
  });
}

function identityUnreadable(cause?: unknown): VesnikError {
  return new VesnikError({
    code: 'identity-unreadable',
    message: 'The file given with --identity holds no age identity, or cannot be read.',
    hint: 'It has a line that begins with AGE-SECRET-KEY-. One that is locked with a passphrase is opened first: age -d identity.age > identity.txt',
    kind: 'usage',
    cause,
  });
}
