import type { Store } from '#store/open.ts';
import {
  deferOutboxMail,
  dropOutboxMail,
  hasOutboxMail,
  type OutboxMail,
  type OutboxPart,
  takeOutboxMail,
} from '#store/outbox.ts';
import { keepUp } from '#store/upkeep.ts';
import { nextAttempt } from './backoff.ts';
import type { Clock } from './clock.ts';
import type { Signer } from './dkim.ts';
import { createLane, type Lane } from './lane.ts';
import { type DrawNotice, type DrawOutboxMail, outboxMessage } from './outbox-message.ts';
import { createPace, type Pace } from './pace.ts';
import type { Pulse } from './pulse.ts';
import { redactAnswer } from './redaction.ts';
import { RelayError } from './relay-error.ts';
import { sessionLimits } from './session.ts';
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

const lookMs = 1000;
const keepUpEveryMs = 60 * 60 * 1000;
const scrubEveryMs = 60 * 1000;
/** How long the mail on the wire may take once this is to stop. */
const graceMs = 10_000;
const longestPauseMs = 60_000;

/** What whoever sends mails of the outbox has. */
export interface OutboxWork extends OutboxOptions {
  readonly clock: Clock;
  readonly random: () => number;
  readonly pulse: Pulse;
  readonly sign: Signer | undefined;
}

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

interface Way {
  readonly lane: Lane;
  readonly pace: Pace;
  readonly stop: AbortSignal;
}

async function sendNext(parts: OutboxWork, part: OutboxPart, { lane, pace, stop }: Way): Promise<void> {
  const { store, settings, clock } = parts;
  if ((await pace.take(1, stop)) === 0 || settings === undefined) return;
  const mail = await takeOutboxMail(store, clock.now(), part);
  if (mail === undefined) return;
  try {
    const { draw, drawNotice } = parts;
    const order = { draw, drawNotice, place: settings, date: clock.now() };
    const prepared = await outboxMessage(store, mail, order);
    if (prepared === undefined) return await dropOutboxMail(store, mail.id);
    const { envelope, secrets, message } = prepared;
    const attempt = await lane.send(envelope, parts.sign === undefined ? message : await parts.sign(message));
    if (attempt.state === 'sent' || attempt.state === 'failed') return await dropOutboxMail(store, mail.id);
    const { text } = redactAnswer(attempt.answer, { recipient: envelope.to, others: secrets });
    await putOff(parts, mail, text);
  } catch (error) {
    tellTrouble(parts, error);
    await putOff(parts, mail, 'not begun: the message could not be made');
  }
}

async function putOff(
  { store, clock, random }: OutboxWork,
  { id, attempts }: OutboxMail,
  answer: string,
): Promise<void> {
  const next = nextAttempt(attempts, clock.now(), random);
  if (next === undefined) await dropOutboxMail(store, id);
  else await deferOutboxMail(store, id, { answer, nextAttempt: next, now: clock.now() });
}

async function rest({ pulse, clock }: OutboxWork, ms: number, stop: AbortSignal): Promise<void> {
  const timer = new AbortController();
  const woken = pulse.next();
  await Promise.race([woken, clock.wait(ms, AbortSignal.any([timer.signal, stop]))]);
  timer.abort();
}

/** Says that something went wrong, in words that hold nothing of a mail. */
export function tellTrouble({ onTrouble }: OutboxWork, error: unknown): void {
  const isOurs = error instanceof Error && error.name !== 'Error' && 'hint' in error;
  onTrouble?.(isOurs ? `Confirmations wait: ${error.message}` : 'Confirmations wait: something failed.');
}
