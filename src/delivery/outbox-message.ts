import type { KeyRing } from '#keys/key-ring.ts';
import { mintTimedLink } from '#keys/timed-link.ts';
import { confirmPlaceholder, dataPlaceholder } from '#slots.ts';
import type { Store } from '#store/open.ts';
import type { Notice, OutboxMail, ReaderMail } from '#store/outbox.ts';
import { signUpLifeMs } from '#store/sign-up-life.ts';
import type { SignableMessage } from './dkim.ts';
import { readVariant } from './frozen-variant.ts';
import { composeTemplate } from './message-template.ts';
import { noticeMessage } from './notice-message.ts';
import { type MailPlace, type PersonalMessage, personalMessage } from './personal-message.ts';

/** How a mail of the outbox looks, its links still placeholders; undefined: nobody sends such a mail any more. */
export type DrawOutboxMail = (mail: Pick<ReaderMail, 'kind' | 'list' | 'form'>) => Promise<unknown>;

/** How a notice looks and which address it is for; undefined: that address is told nothing any more. */
export type DrawNotice = (
  notice: Pick<Notice, 'facts' | 'recipient'>,
) => Promise<{ readonly to: string; readonly mail: unknown } | undefined>;

export interface OutboxOrder {
  readonly draw: DrawOutboxMail;
  readonly drawNotice?: DrawNotice | undefined;
  readonly place: MailPlace;
  readonly date: Date;
}

export interface Prepared extends Pick<PersonalMessage, 'envelope' | 'secrets'> {
  readonly message: SignableMessage;
}

/**
 * The whole message of one mail, unsigned; undefined where none is to be sent. A confirmation and the like belong to no list, so they
 * carry no List-Unsubscribe; the link to confirm stands in a confirmation alone, that to the reader's data in a mail of its own, valid
 * for an hour from `date`. Throws VesnikError `variant-refused`.
 */
export async function outboxMessage(
  { ring }: Pick<Store, 'ring'>,
  mail: OutboxMail,
  { draw, drawNotice, place, date }: OutboxOrder,
): Promise<Prepared | undefined> {
  if (mail.kind === 'notice') return noticeMessage(ring, mail, { draw: drawNotice, place, date });
  const drawn = await draw(mail);
  if (drawn === undefined) return undefined;
  const variant = readVariant(drawn);
  const personal = personalMessage(mail, { ring, place, fromAddress: variant.from.address, date });
  if (personal === undefined) return undefined;
  const token = ownToken(ring, mail, date);
  const filled = (text: string): string =>
    text
      .replaceAll(confirmPlaceholder, mail.kind === 'confirm' ? token : '')
      .replaceAll(dataPlaceholder, mail.kind === 'data' ? token : '');
  const { html } = variant;
  const template = await composeTemplate({
    ...variant,
    text: filled(variant.text),
    ...(html === undefined ? {} : { html: filled(html) }),
  });
  const { unsubscribe, ...parts } = personal.parts;
  const isOfList = mail.kind === 'welcome';
  return {
    envelope: personal.envelope,
    secrets: [...personal.secrets, ...(token === '' ? [] : [token])],
    message: template.fill(isOfList && unsubscribe !== undefined ? { ...parts, unsubscribe } : parts),
  };
}

const hourMs = 60 * 60 * 1000;

function ownToken(ring: KeyRing, { kind, bytes, createdAt, subscriberRef: ref }: ReaderMail, date: Date): string {
  const link = { mailBytes: bytes, ref };
  // By the clock that wrote the sign-up down: those of other machines differ.
  if (kind === 'confirm') return mintTimedLink(ring, kind, { ...link, until: after(createdAt, signUpLifeMs) });
  return kind === 'data' ? mintTimedLink(ring, kind, { ...link, until: after(date, hourMs) }) : '';
}

function after(moment: Date, ms: number): Date {
  return new Date(moment.getTime() + ms);
}
