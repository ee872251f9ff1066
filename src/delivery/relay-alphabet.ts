import { type Clock, systemClock } from './clock.ts';
import { openFastSession } from './fast-session.ts';
import type { RelayAddress } from './relay-address.ts';
import type { SessionLimits } from './session.ts';

interface AlphabetOptions {
  readonly relay: RelayAddress;
  readonly clock?: Clock;
  readonly limits?: SessionLimits;
}

// Somebody waits at the form.
const patience: SessionLimits = { openMs: 8_000, messageMs: 8_000 };
const freshMs = 60 * 60 * 1000;
const retryMs = 60 * 1000;

/**
 * Asks the relay whether it takes addresses whose local part is not ASCII (SMTPUTF8, RFC 6531): once, when somebody first wants to
 * know, and again an hour later, beside an answer that stands meanwhile. A relay that cannot be reached is asked again after a
 * minute; until it has once said yes the answer is no. Never throws.
 */
export function relayAlphabet({ relay, clock = systemClock, limits = patience }: AlphabetOptions) {
  let known: boolean | undefined;
  let askAgainAt = Number.NEGATIVE_INFINITY;
  let asking: Promise<void> | undefined;
  const ask = async (): Promise<void> => {
    try {
      const session = await openFastSession(relay, limits);
      known = session.takesUtf8;
      session.quit();
      askAgainAt = clock.now().getTime() + freshMs;
    } catch {
      // Whoever sends tells of a relay that is away.
      askAgainAt = clock.now().getTime() + retryMs;
    } finally {
      asking = undefined;
    }
  };
  return async (): Promise<boolean> => {
    const now = clock.now().getTime();
    // Also where the clock was set back.
    if (now >= askAgainAt || now < askAgainAt - freshMs) asking ??= ask();
    if (known === undefined) await asking;
    return known ?? false;
  };
}
