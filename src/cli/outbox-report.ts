import type { OutboxState } from '#store/outbox-state.ts';
import { counted } from './output.ts';

// `serve` looks every second; a relay that greylists takes a few minutes.
const longMinutes = 15;

/** How the mails of the doors stand, in a sentence; `isLate`: the oldest has waited for longer than any relay that works makes it. */
export function outboxReport({ waiting, putOff, oldest }: OutboxState, now: Date): { said: string; isLate: boolean } {
  if (oldest === undefined) return { said: 'No confirmation or welcome waits to be sent.', isLate: false };
  const minutes = Math.max(0, Math.round((now.getTime() - oldest.getTime()) / 60_000));
  const said = `${counted(waiting, 'mail of the doors waits', 'mails of the doors wait')}, ${putOff} of them tried before, the oldest for ${span(minutes)}.`;
  return { said, isLate: minutes >= longMinutes };
}

/** What to do where they are late. */
export const outboxHint =
  'Does serve or worker run with VESNIK_SMTP_URL? What the relay says is in their log. After seven days such a mail is given up.';

/** For a report on something else: a warning where whoever signs up gets no mail, else nothing. */
export function outboxLines(state: OutboxState, now: Date): string[] {
  const { said, isLate } = outboxReport(state, now);
  return isLate ? [`Whoever signs up gets no mail: ${said}`, outboxHint] : [];
}

function span(minutes: number): string {
  if (minutes < 120) return counted(minutes, 'minute', 'minutes');
  return minutes < 48 * 60 ? `${Math.round(minutes / 60)} hours` : `${Math.round(minutes / 60 / 24)} days`;
}
