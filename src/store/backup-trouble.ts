import { VesnikError } from '#errors.ts';

/** The file is not what `backup` wrote. `what` is a sentence. */
export function backupDamaged(what: string, cause?: unknown): VesnikError {
  return new VesnikError({
    code: 'backup-damaged',
    message: `The backup is damaged, cut off or no backup. ${what} Nothing was restored.`,
    hint: 'Take another copy of the file, or the backup before it.',
    cause,
  });
}
