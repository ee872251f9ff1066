import { type OutboxMail, type OutboxPart, takeOutboxMail } from '#store/outbox.ts';
import { deferOutboxMail, dropOutboxMail, giveBackOutboxMail } from '#store/outbox-endings.ts';
import { nextAttempt } from './backoff.ts';
import type { Lane } from './lane.ts';
import { outboxMessage } from './outbox-message.ts';
import { type OutboxWork, tellTrouble } from './outbox-work.ts';
import type { Pace } from './pace.ts';
import { redactAnswer } from './redaction.ts';

interface Way {
  readonly lane: Lane;
  readonly pace: Pace;
  readonly stop: AbortSignal;
}

/** Takes the next mail that is due, makes it and sends it, and notes how that ended. */
export async function sendNext(parts: OutboxWork, part: OutboxPart, { lane, pace, stop }: Way): Promise<void> {
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
    if (attempt.isNotBegun) return await giveBackOutboxMail(store, mail.id, clock.now());
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
