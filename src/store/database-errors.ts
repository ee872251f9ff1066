import { VesnikError } from '#errors.ts';

/** Another process is writing just now: worth another try. */
export function isBusy(error: unknown): boolean {
  return codeOf(error).startsWith('SQLITE_BUSY');
}

/** A row of that key, or a table of that name, exists already. */
export function isDuplicate(error: unknown): boolean {
  return ['SQLITE_CONSTRAINT_UNIQUE', 'SQLITE_CONSTRAINT_PRIMARYKEY', '23505', '42P07', '42710'].includes(
    codeOf(error),
  );
}

/** A row that this one belongs to was deleted meanwhile. */
export function isOrphan(error: unknown): boolean {
  return ['SQLITE_CONSTRAINT_FOREIGNKEY', '23503'].includes(codeOf(error));
}

/** PostgreSQL gave up one of two transactions that waited for each other: worth another try. */
export function isDeadlock(error: unknown): boolean {
  return ['40001', '40P01'].includes(codeOf(error));
}

export function databaseLocked(place: string, cause: unknown): VesnikError {
  return new VesnikError({
    code: 'database-locked',
    message: `Another program keeps the database ${place} locked: it has been writing for seconds.`,
    hint: 'Nothing was changed. Close other programs that have the file open (a backup, a database viewer) and try again.',
    cause,
  });
}

/** The error in words a person can use where it is one they may meet; any other error as it is. */
export function explain(error: unknown, place: string): unknown {
  const code = isCut(error) ? cut : codeOf(error);
  const known = explanations.find(({ codes }) => codes.some(start => code.startsWith(start)));
  if (known === undefined) return error;
  const { code: ours, message, hint } = known;
  return new VesnikError({ code: ours, message: message(place), hint, kind: 'usage', cause: error });
}

/** What failed where an error is the database's, whether `explain` knows it or not; undefined for any other error. */
export function databaseTrouble(error: unknown): { readonly code: string; readonly message: string } | undefined {
  const code = codeOf(error);
  if (error instanceof VesnikError) {
    const isOurs = code === 'database-locked' || explanations.some(known => known.code === code);
    return isOurs ? { code, message: error.message } : undefined;
  }
  // SQLSTATE has five characters, and a digit at least. A session that is cut has no code.
  const isRaw = code.startsWith('SQLITE_') || /^(?=.*\d)[\dA-Z]{5}$/.test(code);
  if (isRaw) return { code: 'database-failed', message: `The database gave an error (${code}).` };
  return isCut(error)
    ? { code: 'database-unreachable', message: 'The connection to the database was cut.' }
    : undefined;
}

// pg gives it no code of its own. 57P01 and 57P02: the server said so before it closed.
const cut = '57P01';

function isCut(error: unknown): boolean {
  return (
    error instanceof Error && /^(Connection terminated|Client has encountered a connection error)/.test(error.message)
  );
}

const explanations = [
  {
    codes: ['SQLITE_NOTADB', 'SQLITE_CORRUPT'],
    code: 'database-damaged',
    message: (place: string) => `The database ${place} is damaged or cut off, or is no SQLite file.`,
    hint: 'Stop serve and worker. Move the file away, with its -wal and -shm, and keep it; then put your newest backup there: npx vesnik restore <backup> --identity <file>\nWhoever may have been mailed since that backup is counted as uncertain and not mailed again by itself.',
  },
  {
    codes: ['XX001', 'XX002', '58P01', '58030'],
    code: 'database-damaged',
    message: (place: string) =>
      `PostgreSQL cannot read a part of the database ${place}: its files are damaged or cut off.`,
    hint: 'Stop serve and worker, and keep a copy of the folder of the server. Then make an empty database, set VESNIK_DATABASE_URL to it, and put your newest backup there: npx vesnik restore <backup> --identity <file>\nWhoever may have been mailed since that backup is counted as uncertain and not mailed again by itself.',
  },
  {
    codes: ['SQLITE_READONLY', 'EACCES', 'EROFS', 'EPERM', '25006', '42501'],
    code: 'database-read-only',
    message: (place: string) => `The database ${place} may not be written to by this user, or is read-only.`,
    hint: 'A file: check who owns it and its folder (both must be writable), who runs this command, and the disk. PostgreSQL: check the rights of the user, and that the server is not a standby.',
  },
  {
    codes: ['SQLITE_CANTOPEN'],
    code: 'database-unreachable',
    message: (place: string) => `The database ${place} cannot be opened.`,
    hint: 'Check VESNIK_DATABASE_URL, and that its folder exists and this user may write there.',
  },
  {
    codes: ['SQLITE_FULL', 'ENOSPC', '53100'],
    code: 'disk-full',
    message: (place: string) => `The disk that holds the database ${place} is full. The last change was not made.`,
    hint: 'Free some space and type the same command again: what was written before is safe.',
  },
  {
    codes: ['SQLITE_IOERR'],
    code: 'disk-failing',
    message: (place: string) =>
      `The disk that holds the database ${place} gave an error. The last change was not made.`,
    hint: 'Check the disk and its file system before going on; have a backup at hand.',
  },
  {
    codes: ['ECONNREFUSED', 'ENOTFOUND', 'ETIMEDOUT', 'EHOSTUNREACH', 'ECONNRESET', '57P03', '08'],
    code: 'database-unreachable',
    message: (place: string) => `PostgreSQL does not answer at ${place}.`,
    hint: 'Check that it runs and that VESNIK_DATABASE_URL names its host and port.',
  },
  {
    codes: [cut, '57P02'],
    code: 'database-unreachable',
    message: (place: string) =>
      `PostgreSQL at ${place} cut the connection: it stopped, restarted or ended the session.`,
    hint: 'Check that it runs, and type the same command again: what was committed is safe.',
  },
  {
    codes: ['28', '3D000'],
    code: 'database-refused',
    message: (place: string) => `PostgreSQL at ${place} refuses this user or has no such database.`,
    hint: 'Check user, password and database name in VESNIK_DATABASE_URL.',
  },
] as const;

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
