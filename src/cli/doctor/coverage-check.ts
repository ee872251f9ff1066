import { type DkimSettings, dkimSigner } from '#delivery/dkim.ts';
import { composeTemplate } from '#delivery/message-template.ts';
import { sampleSlots } from '../sample-message.ts';
import { type Diagnosis, error, ok } from './diagnosis.ts';

// RFC 6376, 5.4.1, and RFC 8058, 4: without the last two nobody shows a button to unsubscribe.
const mustBeCovered = [
  ...['from', 'reply-to', 'subject', 'date', 'message-id', 'to', 'mime-version', 'content-type'],
  ...['content-transfer-encoding', 'content-language', 'list-id', 'list-archive', 'feedback-id'],
  ...['list-unsubscribe', 'list-unsubscribe-post'],
];

/** Signs a sample, which goes nowhere, and reads in its `h=` what the signature covers. */
export async function checkCoverage(dkim: DkimSettings, date: Date): Promise<Diagnosis> {
  const template = await composeTemplate({
    from: { name: 'Sample', address: `sample@${dkim.domain}` },
    replyTo: `sample@${dkim.domain}`,
    subject: 'Sample',
    text: 'Sample\n',
    headers: [
      ['List-Id', `<sample.${dkim.domain}>`],
      ['List-Archive', `<https://${dkim.domain}/>`],
      ['Content-Language', 'en'],
      ['Feedback-ID', 'sample'],
    ],
    pictures: [],
  });
  const sample = template.fill({
    ...{ to: `sample@${dkim.domain}`, date, messageId: `<sample@${dkim.domain}>`, slots: sampleSlots },
    unsubscribe: { url: `https://${dkim.domain}/u/sample`, mailbox: `sample@${dkim.domain}` },
  });
  const missing = uncovered((await dkimSigner(dkim)(sample)).whole());
  if (missing.length === 0) return ok('signing.covers', 'The signature covers every header that it must.');
  const hint = 'This version of Vesnik is broken: install another one before you mail.';
  return error('signing.covers', `The signature does not cover ${missing.join(', ')}.`, hint);
}

/** Names of fields, in lower case, that a signature must cover and the first one of `message` does not. */
export function uncovered(message: Buffer): string[] {
  const [signature = ''] = message.toString('latin1').split(/\r\n(?![ \t])/, 1);
  const [, names = ''] = /^DKIM-Signature:.*;\s*h=([^;]*)/is.exec(signature) ?? [];
  const covered = new Set(names.replace(/\s/g, '').toLowerCase().split(':'));
  return mustBeCovered.filter(name => !covered.has(name));
}
