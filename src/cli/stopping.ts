import { VesnikError } from '#errors.ts';

/** Throws VesnikError `stopped` when the person or the system has asked to stop; `left` is a sentence on what is left behind. */
export function refuseWhenStopped(signal: AbortSignal, left: string): void {
  if (!signal.aborted) return;
  throw new VesnikError({
    code: 'stopped',
    message: `Stopped half-way. ${left}`,
    hint: 'To begin anew, type it again.',
  });
}

/** Resolves when the person or the system asks to stop; at once when they have already. */
export function untilStopped(signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
