import { join } from 'node:path';
import type { Newsletter } from '#content/publication.ts';
import type { DrawOutboxMail } from '#delivery/outbox-message.ts';
import { askingMail } from '#render/asking-mail.ts';
import type { JoiningMail } from '#render/joining-mail.ts';
import { welcomeMail } from '#render/welcome-mail.ts';
import { lastMailedVariant } from '#store/last-mailed.ts';
import { getVariant } from '#store/mailings.ts';
import type { Store } from '#store/open.ts';
import { cloneRoot } from './settings.ts';

interface JoiningParts {
  readonly store: Store;
  readonly newsletter: Newsletter;
  /** The folder with content/, and perhaps templates/. */
  readonly root: string;
  /** Public address of the doors. */
  readonly doorsUrl: string;
}

/** Draws the mails of the outbox, each kind once for a list and form; a welcome anew when another issue was mailed. */
export function joiningMails({ store, newsletter, root, doorsUrl }: JoiningParts): DrawOutboxMail {
  const drawn = new Map<string, Promise<JoiningMail>>();
  const once = (key: string, draw: () => Promise<JoiningMail>): Promise<JoiningMail> => {
    const known = drawn.get(key) ?? draw();
    drawn.set(key, known);
    // A template that was broken may have been mended since.
    known.catch(() => drawn.delete(key));
    return known;
  };
  const templateRoots = root === cloneRoot ? [] : [join(root, 'templates')];
  return async ({ kind, list: id, form }) => {
    const list = newsletter.lists.find(each => each.id === id);
    if (list === undefined) return undefined;
    const order = { newsletter, list, form, doorsUrl, templateRoots };
    if (kind !== 'welcome') return once(`${kind} ${id} ${form}`, () => askingMail(kind, order));
    const variant = await lastMailedVariant(store, { list: id, form });
    return once(`welcome ${id} ${form} ${variant}`, async () =>
      welcomeMail(order, variant === undefined ? undefined : await frozen(store, variant)),
    );
  };
}

async function frozen(store: Store, variant: number): Promise<JoiningMail> {
  const { list: _list, form: _form, replyTo, html, ...rest } = await getVariant(store, variant);
  return { ...rest, ...(replyTo !== undefined && { replyTo }), ...(html !== undefined && { html }) };
}
