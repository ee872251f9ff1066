import { parseAddress } from '#keys/address.ts';
import { mintBounceToken } from '#keys/bounce-token.ts';
import type { KeyRing } from '#keys/key-ring.ts';
import { slots } from '#slots.ts';
import type { Notice } from '#store/outbox.ts';
import { readVariant } from './frozen-variant.ts';
import { composeTemplate } from './message-template.ts';
import type { DrawNotice, Prepared } from './outbox-message.ts';
import { type MailPlace, messageId } from './personal-message.ts';

/**
 * The whole message of a notice, unsigned; undefined where its address is told nothing any more. It holds no personal link. Throws
 * VesnikError `variant-refused`.
 */
export async function noticeMessage(
  ring: KeyRing,
  notice: Notice,
  { draw, place, date }: { readonly draw: DrawNotice | undefined; readonly place: MailPlace; readonly date: Date },
): Promise<Prepared | undefined> {
  const drawn = await draw?.(notice);
  const parsed = drawn === undefined ? undefined : parseAddress(drawn.to);
  if (drawn === undefined || parsed?.ok !== true) return undefined;
  const variant = readVariant(drawn.mail);
  const template = await composeTemplate(variant);
  const from = `bounce+${mintBounceToken(ring, notice.bytes)}@${place.bounceDomain}`;
  const to = parsed.address.text;
  return {
    envelope: { from, to },
    secrets: [from],
    message: template.fill({ to, date, messageId: messageId(notice.bytes, variant.from.address), slots: blank }),
  };
}

const blank = {
  unsubscribeToken: '-'.repeat(slots.unsubscribeToken.width),
  preferencesToken: '-'.repeat(slots.preferencesToken.width),
} as const;
