import type { HeldLock } from '#store/file-lock.ts';
import { recoverOutbox } from '#store/outbox-endings.ts';
import { takeOutboxLock } from '#store/outbox-lock.ts';
import { systemClock } from './clock.ts';
import { dkimSigner } from './dkim.ts';
import { sendPart } from './outbox-part.ts';
import { type OutboxOptions, type OutboxWork, tellTrouble } from './outbox-work.ts';
import { createPulse } from './pulse.ts';

/** A running outbox. */
export interface Outbox {
  /** There is a mail: look now. */
  wake(): void;
  /** Resolves when it has stopped. */
  readonly done: Promise<void>;
}

const lockEveryMs = 10_000;

/**
 * Sends what the doors, and those who watch over mailings, put into the outbox, one mail after the other over one connection,
 * until the signal; beside whoever sends a mailing, and only while this process has the outbox lock. What a relay puts off is
 * tried again for three days; what it refuses, and what was sent, leaves no trace. Throws VesnikError `dkim-key`, `dkim-name`
 * at once.
 */
export function startOutbox(options: OutboxOptions): Outbox {
  const { clock = systemClock, random = Math.random, settings } = options;
  const sign = settings?.dkim === undefined ? undefined : dkimSigner(settings.dkim);
  const pulse = createPulse();
  const parts: OutboxWork = { ...options, clock, random, pulse, sign };
  return { wake: () => pulse.beat(), done: keepOpen(parts) };
}

async function keepOpen(parts: OutboxWork): Promise<void> {
  const { store, clock, signal } = parts;
  while (!signal.aborted) {
    try {
      const lock = await takeOutboxLock(store);
      if (lock === undefined) await clock.wait(lockEveryMs, signal);
      else await withLock(parts, lock).finally(() => lock.release());
    } catch (error) {
      // The database was away: what is in it stays, and the doors say so themselves.
      tellTrouble(parts, error);
      await clock.wait(lockEveryMs, signal);
    }
  }
}

async function withLock(parts: OutboxWork, lock: HeldLock): Promise<void> {
  const { store, clock, signal, noticeSettings } = parts;
  await recoverOutbox(store, clock.now());
  const stop = AbortSignal.any([signal, lock.lost]);
  if (noticeSettings === undefined) return sendPart(parts, 'all', stop);
  // What ends one of them ends the other, so that both begin again together.
  const broken = new AbortController();
  const either = AbortSignal.any([stop, broken.signal]);
  const others: OutboxWork = { ...parts, settings: noticeSettings };
  const runs = [sendPart(parts, 'readers', either), sendPart(others, 'notices', either)];
  await Promise.all(runs.map(run => run.catch(error => Promise.reject(error).finally(() => broken.abort()))));
}
