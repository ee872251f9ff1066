import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { VesnikError } from '#errors.ts';
import { bytesOf, webStream } from '../web-stream.ts';

/** The bytes of a list, opened where they were encrypted. */
export interface ListSource {
  readonly bytes: AsyncIterable<Uint8Array>;
  /** How many there will be, where that is known. */
  readonly sizeBytes: number | undefined;
}

const ageStart = 'age-encryption.org/v1\n';
const armorStart = '-----BEGIN AGE ENCRYPTED FILE-----';

/**
 * Opens a file with a list. One that age encrypted is opened with the identities in `identityFile` as it is read: its clear text is
 * never on a disk. Throws VesnikError (usage): `no-file`, `identity-missing`, `identity-unreadable`, `wrong-identity`.
 */
export async function openList(file: string, given: string, identityFile: string | undefined): Promise<ListSource> {
  const handle = await open(file, 'r').catch(() => Promise.reject(noFile(given)));
  const { size } = await handle.stat();
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(64), 0, 64, 0);
  await handle.close();
  const start = buffer.toString('latin1', 0, bytesRead);
  if (start.startsWith(armorStart)) throw armored();
  if (!start.startsWith(ageStart))
    return { bytes: createReadStream(file, { highWaterMark: 262_144 }), sizeBytes: size };
  if (identityFile === undefined) throw identityMissing(given);
  // Loaded for encrypted files only: its ciphers are 10 MB.
  const { decrypterOf } = await import('../backup/opened-file.ts');
  const decrypter = await decrypterOf(identityFile);
  const source = createReadStream(file);
  try {
    const clear = await decrypter.decrypt(webStream(source));
    return { bytes: checked(bytesOf(clear)), sizeBytes: clear.size(size) };
  } catch (cause) {
    source.destroy();
    throw unopened(cause);
  }
}

async function* checked(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* bytes;
  } catch (cause) {
    throw unopened(cause);
  }
}

function noFile(given: string): VesnikError {
  return new VesnikError({
    code: 'no-file',
    message: `There is no file ${given} that can be read.`,
    hint: 'Give the path of a CSV file, counted from the folder that you are in.',
    kind: 'usage',
  });
}

function identityMissing(given: string): VesnikError {
  return new VesnikError({
    code: 'identity-missing',
    message: `${given} is encrypted with age.`,
    hint: 'Say which identity opens it: --identity <file>',
    kind: 'usage',
  });
}

function armored(): VesnikError {
  return new VesnikError({
    code: 'list-unreadable',
    message: 'This file is encrypted with age and wrapped as text, which is not read here.',
    hint: 'Pipe it: age -d -i identity.txt list.age | npx vesnik subscribers import -',
    kind: 'usage',
  });
}

function unopened(cause: unknown): VesnikError {
  if (cause instanceof Error && cause.message.includes('no identity matched')) {
    return new VesnikError({
      code: 'wrong-identity',
      message: 'This identity does not open this file: it was made for another recipient. Nothing was read.',
      hint: 'Give the file with the AGE-SECRET-KEY-… whose public half the list was exported to.',
      kind: 'usage',
      cause,
    });
  }
  return new VesnikError({
    code: 'list-damaged',
    message: 'The encrypted list cannot be opened to its end: it was cut off, or some of its bytes were changed.',
    hint: 'What was read before that is imported. Get the file again and type the same command: nobody is added twice.',
    kind: 'usage',
    cause,
  });
}
