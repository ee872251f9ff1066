import type { Database } from './database.ts';
import { type HeldLock, takeFileLock } from './file-lock.ts';
import { takeOutboxSession } from './session-lock.ts';

/**
 * The right to send what is in the outbox: one process at a time, beside whoever sends a mailing. Dies with the process. Undefined
 * while somebody else has it, or migrates.
 */
export async function takeOutboxLock({ lockTarget }: Database): Promise<HeldLock | undefined> {
  return lockTarget.kind === 'file'
    ? takeFileLock(outboxLockFile(lockTarget.path))
    : takeOutboxSession(lockTarget.connectionString);
}

/** Beside the sender's, `vesnik.db.sender`. */
export function outboxLockFile(senderLockFile: string): string {
  return senderLockFile.replace(/sender$/, 'outbox');
}
