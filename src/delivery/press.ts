import type { Claim } from '#store/deliveries.ts';
import { getVariant } from '#store/mailings.ts';
import type { Store } from '#store/open.ts';
import { type DkimSettings, dkimSigner } from './dkim.ts';
import type { SignText } from './dkim-signature.ts';
import type { Envelope } from './envelope.ts';
import { readVariant } from './frozen-variant.ts';
import type { Message } from './message.ts';
import { composeTemplate, type MessageTemplate } from './message-template.ts';
import { type MailPlace, personalMessage } from './personal-message.ts';

/** A message ready for the wire. */
export interface PreparedMessage {
  readonly envelope: Envelope;
  readonly message: Message;
  /** What must not stand in a stored answer, besides the recipient. */
  readonly secrets: readonly string[];
}

/** Makes the message of a claimed delivery; undefined for an address that no envelope may hold. */
export type Press = (claim: Claim, date: Date) => Promise<PreparedMessage | undefined>;

interface Edition {
  readonly template: MessageTemplate;
  readonly fromAddress: string;
}

/**
 * A press for the variants of a database: each is composed once and kept. Throws VesnikError `dkim-key`, `dkim-name`; later,
 * for a variant that must not reach the wire, `variant-refused`.
 */
export function createPress(store: Store, place: MailPlace, dkim?: DkimSettings, signText?: SignText): Press {
  const sign = dkim === undefined ? undefined : dkimSigner(dkim, signText);
  const editions = new Map<number, Promise<Edition>>();
  const edition = (variant: number): Promise<Edition> => {
    const known = editions.get(variant) ?? compose(store, variant);
    editions.set(variant, known);
    return known;
  };
  return async (claim, date) => {
    const { template, fromAddress } = await edition(claim.variant);
    const personal = personalMessage(claim, { ring: store.ring, place, fromAddress, date });
    if (personal === undefined) return undefined;
    const message = template.fill(personal.parts);
    const { envelope, secrets } = personal;
    return { envelope, secrets, message: sign === undefined ? message : await sign(message) };
  };
}

async function compose(store: Store, id: number): Promise<Edition> {
  const { list: _list, form: _form, ...frozen } = await getVariant(store, id);
  const variant = readVariant(frozen);
  return { template: await composeTemplate(variant), fromAddress: variant.from.address };
}
