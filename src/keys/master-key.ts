import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { VesnikError } from '#errors.ts';

const masterKeyBytes = 32;

/** What is left to somebody whose key is lost for good. */
export const withoutKey =
  'If no copy is left: nobody can open the addresses, the look-ups and the links of mails that were sent, also not who wrote Vesnik. The issues, the site, the counts and dates of mailings stay. Begin a new database (VESNIK_DATABASE_URL) and ask readers on the site to sign up again; backups help only with the key of their day.';

export interface MasterKeySource {
  /** VESNIK_KEY: 32 bytes in base64 or base64url. Wins over the file. */
  readonly value?: string | undefined;
  /** VESNIK_KEY_FILE, or `keys/vesnik.key`: holds the same text. */
  readonly file: string;
  /** Where neither exists: make the file (mode 0600, its folder 0700) rather than refuse. */
  readonly makeIfMissing: boolean;
}

/**
 * The key that wraps all others: 32 bytes. Throws VesnikError (usage): `key-missing`, `key-malformed`,
 * `key-exposed` when somebody else on the machine may read the file.
 */
export async function readMasterKey({ value, file, makeIfMissing }: MasterKeySource): Promise<Buffer> {
  if (value !== undefined && value !== '') return decode(value, 'VESNIK_KEY');
  const text = await readKeyFile(file);
  if (text !== undefined) return decode(text, `The key file ${file}`);
  if (!makeIfMissing) throw missing(file);
  return makeKeyFile(file);
}

/**
 * Writes a key into a new file (mode 0600, its folder 0700), on the disk when this resolves. False: there is a file already, and it
 * is left alone.
 */
export async function writeKeyFile(file: string, key: Uint8Array): Promise<boolean> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  try {
    const handle = await open(file, 'wx', 0o600);
    try {
      await handle.writeFile(`${Buffer.from(key).toString('base64')}\n`);
      await handle.chmod(0o600);
      await handle.sync();
    } finally {
      await handle.close();
    }
    return true;
  } catch (error) {
    if (!isPresent(error)) throw error;
    return false;
  }
}

async function readKeyFile(file: string): Promise<string | undefined> {
  try {
    const { mode } = await stat(file);
    if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
      throw new VesnikError({
        code: 'key-exposed',
        message: `The key file ${file} can be read by other users of this machine (mode ${(mode & 0o777).toString(8)}).`,
        hint: `Type: chmod 600 ${file}`,
        kind: 'usage',
      });
    }
    return await readFile(file, 'utf8');
  } catch (error) {
    if (isAbsent(error)) return undefined;
    throw error;
  }
}

// A rival process may have made one a moment ago: a second key would lock everybody out.
async function makeKeyFile(file: string): Promise<Buffer> {
  const key = randomBytes(masterKeyBytes);
  return (await writeKeyFile(file, key)) ? key : readMasterKey({ file, makeIfMissing: false });
}

function decode(text: string, source: string): Buffer {
  const trimmed = text.trim();
  const key = Buffer.from(trimmed, 'base64');
  if (/^[A-Za-z0-9+/_-]{43}=?$/.test(trimmed) && key.length === masterKeyBytes) return key;
  throw new VesnikError({
    code: 'key-malformed',
    message: `${source} is not ${masterKeyBytes} bytes in base64 (44 characters).`,
    hint: 'Restore it from your paper copy. Only for a new, empty database make another: openssl rand -base64 32',
    kind: 'usage',
  });
}

function missing(file: string): VesnikError {
  return new VesnikError({
    code: 'key-missing',
    message: `There is no key: VESNIK_KEY is not set and ${file} does not exist. Without it the addresses cannot be read.`,
    hint: `Put the key that was made with this database into VESNIK_KEY, or its file into VESNIK_KEY_FILE; type it from its paper copy: npx vesnik keys read\n${withoutKey}`,
    kind: 'usage',
  });
}

function isAbsent(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

function isPresent(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EEXIST';
}
