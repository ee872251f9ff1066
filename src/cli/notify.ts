import { join } from 'node:path';
import type { Newsletter } from '#content/publication.ts';
import type { DrawNotice } from '#delivery/outbox-message.ts';
import { addressIndex } from '#keys/address-index.ts';
import { noticeRecipients } from '#store/notice.ts';
import type { Store } from '#store/open.ts';
import { noticeMail } from './notice-mail.ts';
import { cloneRoot } from './settings.ts';

/** Who is told how mailings go, as the outbox knows them. */
export function notified(store: Store, { notify }: Newsletter): Buffer[] {
  return noticeRecipients(store, notify);
}

/** Draws notices; those for somebody who is no longer named in newsletter.yaml are dropped. */
export function noticeMails({ ring }: Store, newsletter: Newsletter, root: string): DrawNotice {
  const templateRoots = root === cloneRoot ? [] : [join(root, 'templates')];
  return async ({ facts, recipient }) => {
    const to = newsletter.notify.find(address => addressIndex(ring, address).equals(recipient));
    return to === undefined ? undefined : { to, mail: await noticeMail(facts, { newsletter, templateRoots }) };
  };
}
