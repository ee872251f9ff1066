import type { Issue, Library } from '#content/model.ts';
import type { List } from '#content/publication.ts';
import { select } from '#content/selection.ts';
import { createLane } from '#delivery/lane.ts';
import { redactAnswer } from '#delivery/redaction.ts';
import type { WorkerSettings } from '#delivery/worker.ts';
import { VesnikError } from '#errors.ts';
import { parseAddress } from '#keys/address.ts';
import { renderVariant } from '#render/mail.ts';
import type { MailForm } from '#render/mail-form.ts';
import { templateRoots } from './issue-mails.ts';
import { sampleMessage } from './sample-message.ts';

interface TestMail {
  readonly library: Library;
  readonly issue: Issue;
  readonly list: List;
  readonly form: MailForm;
  readonly to: string;
  readonly relay: WorkerSettings;
  readonly now: Date;
}

/**
 * Sends one variant, marked as a test, to one address. It knows no database, so it can reach nobody else and leaves no
 * trace. Gives back the relay's answer. Throws VesnikError: `wrong-address` (usage), `test-refused`.
 */
export async function sendTestMail({ library, issue, list, form, to, relay, now }: TestMail): Promise<string> {
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
  const { publicUrl: doorsUrl, bounceDomain, dkim } = relay;
  const selection = select(library, issue, list);
  const mail = await renderVariant({
    library,
    selection,
    form,
    doorsUrl,
    isTest: true,
    templateRoots: templateRoots(library),
  });
  const { envelope, message } = await sampleMessage({
    ...{ mail, to: recipient, date: now, doorsUrl, bounceDomain },
    ...(dkim && { dkim }),
  });
  const lane = createLane({ relay: relay.relay });
  const attempt = await lane.send(envelope, message).finally(() => lane.close());
  const answer = redactAnswer(attempt.answer, { recipient, others: [envelope.from] }).text;
  if (attempt.state === 'sent') return answer;
  throw new VesnikError({
    code: 'test-refused',
    message: `The relay did not take the test: ${answer}`,
    hint: 'Look at VESNIK_SMTP_URL and at the address. Nothing else was sent.',
  });
}
