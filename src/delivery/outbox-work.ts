import type { Store } from '#store/open.ts';
import type { Clock } from './clock.ts';
import type { Signer } from './dkim.ts';
import type { DrawNotice, DrawOutboxMail } from './outbox-message.ts';
import type { Pulse } from './pulse.ts';
import type { WorkerSettings } from './worker-settings.ts';

export interface OutboxOptions {
  readonly store: Store;
  /** Absent: there is no relay, and mails wait; sign-ups expire all the same. */
  readonly settings?: WorkerSettings | undefined;
  readonly draw: DrawOutboxMail;
  /** Absent: notices are dropped. */
  readonly drawNotice?: DrawNotice;
  /** Another relay that notices go over: it may work when the other does not. */
  readonly noticeSettings?: WorkerSettings | undefined;
  /** Aborted: finish the mail on the wire, then end. */
  readonly signal: AbortSignal;
  /** Told of trouble, in words without addresses. */
  readonly onTrouble?: (message: string) => void;
  readonly clock?: Clock;
  readonly random?: () => number;
}

/** What whoever sends mails of the outbox has. */
export interface OutboxWork extends OutboxOptions {
  readonly clock: Clock;
  readonly random: () => number;
  readonly pulse: Pulse;
  readonly sign: Signer | undefined;
}

/** Says that something went wrong, in words that hold nothing of a mail. */
export function tellTrouble({ onTrouble }: OutboxWork, error: unknown): void {
  const isOurs = error instanceof Error && error.name !== 'Error' && 'hint' in error;
  onTrouble?.(isOurs ? `Confirmations wait: ${error.message}` : 'Confirmations wait: something failed.');
}
