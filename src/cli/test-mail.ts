import type { Library } from '#content/model.ts';
import type { DkimSettings } from '#delivery/dkim.ts';
import type { Envelope } from '#delivery/envelope.ts';
import { createLane } from '#delivery/lane.ts';
import { messageOf } from '#delivery/message.ts';
import { redactAnswer } from '#delivery/redaction.ts';
import type { WorkerSettings } from '#delivery/worker-settings.ts';
import { VesnikError } from '#errors.ts';
import { parseAddress } from '#keys/address.ts';
import { renderVariant } from '#render/mail.ts';
import type { MailForm } from '#render/mail-form.ts';
import { templateRoots } from './issue-mails.ts';
import type { MailOrder } from './mail-orders.ts';
import { sampleMessage } from './sample-message.ts';

interface TestMail {
  readonly library: Library;
  readonly order: MailOrder;
  readonly form: MailForm;
  readonly to: string;
  readonly now: Date;
  /** Public address of the doors. */
  readonly doorsUrl: string;
  readonly bounceDomain: string;
  readonly dkim?: DkimSettings;
}

/** A test that nothing was done with yet. */
interface MadeTestMail {
  readonly recipient: string;
  readonly subject: string;
  readonly envelope: Envelope;
  /** As it would go over the wire, but for the dots that SMTP doubles. */
  readonly message: Buffer;
}

/**
 * Makes one variant, marked as a test, for one address. It knows no database, so it can reach nobody else and leaves no
 * trace. Throws VesnikError (usage) `wrong-address`.
 */
export async function makeTestMail(order: TestMail): Promise<MadeTestMail> {
  const { library, order: wanted, form, to, now, doorsUrl, bounceDomain, dkim } = order;
  const parsed = parseAddress(to);
  if (!parsed.ok) {
    throw new VesnikError({
      code: 'wrong-address',
      message: '`--to` is not exactly one bare address.',
      hint: 'Like this: --to editor@example.org. One test goes to one address.',
      kind: 'usage',
    });
  }
  const recipient = parsed.address.text;
  const mail = await renderVariant({
    ...{ library, ...wanted, form, doorsUrl },
    isTest: true,
    templateRoots: templateRoots(library),
  });
  const { envelope, message } = await sampleMessage({
    ...{ mail, to: recipient, date: now, doorsUrl, bounceDomain },
    ...(dkim && { dkim }),
  });
  return { recipient, subject: mail.subject, envelope, message };
}

/** Sends it. Gives back the relay's answer. Throws VesnikError `test-refused`. */
export async function sendTestMail(
  { recipient, envelope, message }: MadeTestMail,
  { relay }: WorkerSettings,
): Promise<string> {
  const lane = createLane({ relay });
  const attempt = await lane.send(envelope, messageOf(message)).finally(() => lane.close());
  const answer = redactAnswer(attempt.answer, { recipient, others: [envelope.from] }).text;
  if (attempt.state === 'sent') return answer;
  throw new VesnikError({
    code: 'test-refused',
    message: `The relay did not take the test: ${answer}`,
    hint: 'Look at VESNIK_SMTP_URL and at the address. Nothing else was sent.',
  });
}
