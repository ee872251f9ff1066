import { randomBytes } from 'node:crypto';
import { type DkimSettings, dkimSigner } from '#delivery/dkim.ts';
import type { Envelope } from '#delivery/envelope.ts';
import { readVariant } from '#delivery/frozen-variant.ts';
import { composeTemplate } from '#delivery/message-template.ts';
import { messageId } from '#delivery/personal-message.ts';
import type { VariantMail } from '#render/mail.ts';
import { type SlotValues, slots } from '#slots.ts';
import { freezable } from './issue-mails.ts';

/** Values for the slots of a mail that is nobody's: the doors answer such links as they answer every forged one. */
export const sampleSlots: SlotValues = {
  unsubscribeToken: 'sample-unsubscribe-'.padEnd(slots.unsubscribeToken.width, 'x'),
  preferencesToken: 'sample-preferences-'.padEnd(slots.preferencesToken.width, 'x'),
};

interface SampleOrder {
  readonly mail: VariantMail;
  /** One bare address. */
  readonly to: string;
  readonly date: Date;
  readonly doorsUrl: string;
  readonly bounceDomain: string;
  readonly dkim?: DkimSettings;
}

/**
 * A variant as a whole message to one address, composed as deliveries are but without database, keys or subscriber: its
 * personal links are samples, so a test mail that is passed on unsubscribes nobody.
 */
export async function sampleMessage(
  order: SampleOrder,
): Promise<{ readonly envelope: Envelope; readonly message: Buffer }> {
  const { mail, to, date, doorsUrl, bounceDomain, dkim } = order;
  const { list: _list, form: _form, held: _held, ...frozen } = freezable(mail);
  const template = await composeTemplate(readVariant(frozen));
  const unsigned = template.fill({
    to,
    date,
    messageId: messageId(randomBytes(16), mail.from.address),
    unsubscribe: {
      url: `${doorsUrl}/u/${sampleSlots.unsubscribeToken}`,
      mailbox: `unsubscribe+sample@${bounceDomain}`,
    },
    slots: sampleSlots,
  });
  return {
    envelope: { from: `bounce+sample@${bounceDomain}`, to },
    message: (dkim === undefined ? unsigned : await dkimSigner(dkim)(unsigned)).whole(),
  };
}
