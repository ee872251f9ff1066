import { hasOutboxMail, type OutboxPart } from '#store/outbox.ts';
import { keepUp } from '#store/upkeep.ts';
import { createLane, type Lane } from './lane.ts';
import { sendNext } from './outbox-turn.ts';
import { type OutboxWork, tellTrouble } from './outbox-work.ts';
import { createPace } from './pace.ts';
import { RelayError } from './relay-error.ts';
import { sessionLimits } from './session.ts';

const lookMs = 1000;
const keepUpEveryMs = 60 * 60 * 1000;
const scrubEveryMs = 60 * 1000;
/** How long the mail on the wire may take once this is to stop. */
const graceMs = 10_000;
const longestPauseMs = 60_000;

/** Sends one part of the outbox over one connection, until `stop`. */
export async function sendPart(parts: OutboxWork, part: OutboxPart, stop: AbortSignal): Promise<void> {
  const { store, settings, clock } = parts;
  const lane = settings && createLane({ relay: settings.relay, limits: settings.limits ?? sessionLimits, ended: stop });
  const pace = createPace(settings?.rate ?? 0, clock);
  const ended = new AbortController();
  stop.addEventListener('abort', () => void clock.wait(graceMs, ended.signal).then(() => lane?.destroy()), {
    once: true,
  });
  let keptUpAt = Number.NEGATIVE_INFINITY;
  let scrubbedAt = Number.NEGATIVE_INFINITY;
  let failures = 0;
  try {
    while (!stop.aborted) {
      const now = clock.now();
      if (part !== 'notices' && Math.abs(now.getTime() - keptUpAt) >= keepUpEveryMs) {
        keptUpAt = now.getTime();
        await keepUp(store, now, stop);
      }
      // Somebody was forgotten while another program read the database.
      if (part !== 'notices' && Math.abs(now.getTime() - scrubbedAt) >= scrubEveryMs) {
        scrubbedAt = now.getTime();
        if (store.owesScrub()) await store.scrub();
      }
      if (lane === undefined || !(await hasOutboxMail(store, now, part))) {
        lane?.close();
        await rest(parts, lookMs, stop);
        continue;
      }
      // Nothing is marked before a connection stands: a relay that is down costs no attempt.
      const isReached = await reach(parts, lane);
      failures = isReached ? 0 : failures + 1;
      if (isReached) await sendNext(parts, part, { lane, pace, stop });
      else await rest(parts, Math.min(lookMs * 2 ** failures, longestPauseMs), stop);
    }
  } finally {
    ended.abort();
    lane?.close();
  }
}

async function reach(parts: OutboxWork, lane: Lane): Promise<boolean> {
  try {
    await lane.open();
    return true;
  } catch (error) {
    if (!(error instanceof RelayError)) throw error;
    tellTrouble(parts, error);
    return false;
  }
}

async function rest({ pulse, clock }: OutboxWork, ms: number, stop: AbortSignal): Promise<void> {
  const timer = new AbortController();
  const woken = pulse.next();
  await Promise.race([woken, clock.wait(ms, AbortSignal.any([timer.signal, stop]))]);
  timer.abort();
}
