import { translator } from '#i18n/translator.ts';
import { confirmPlaceholder, dataPlaceholder, slots } from '#slots.ts';
import { type AskingKind, draw, dress, footer, type JoiningMail, type JoiningOrder, replyTo } from './joining-mail.ts';
import { listNote } from './list-note.ts';
import { guardSource } from './slot-guard.ts';

/**
 * `confirm`: is it you who signed up? `known`: you are subscribed already. `data`: the link to what is kept about you. All in the language of the list, from the address for
 * confirmations; nothing in them was typed by whoever filled in the form. In the form `discreet` neither sender nor subject names
 * the newsletter: a stranger must not make it show on somebody's screen. Throws VesnikError `template-missing`, `template-broken`,
 * `slot-in-content`.
 */
export async function askingMail(kind: AskingKind, order: JoiningOrder): Promise<JoiningMail> {
  const { newsletter, list, form, doorsUrl, templateRoots = [] } = order;
  guardSource(newsletter);
  const language = list.interface;
  const t = translator(language);
  const { name, from, subject } = dress(kind, order);
  const links = {
    confirm: `${doorsUrl}/c/${confirmPlaceholder}`,
    known: `${doorsUrl}/p/${slots.preferencesToken.placeholder}`,
    data: `${doorsUrl}/d/${dataPlaceholder}`,
  } as const;
  const view = {
    ...{ language, subject },
    preheader: form === 'discreet' ? null : t(`joining.mail.${kind}.title`),
    name: form === 'discreet' ? null : name,
    title: t(`joining.mail.${kind}.title`),
    text: kind === 'confirm' ? t('joining.mail.confirm.text', { name }) : t(`joining.mail.${kind}.text`),
    what: kind === 'data' ? null : listNote(list, language),
    action: { text: t(`joining.mail.${kind}.action`), href: links[kind] },
    note: t(`joining.mail.${kind}.note`),
    no: t(`joining.mail.${kind}.no`),
    refuse: kind === 'confirm' ? { text: t('joining.refuse.link'), href: `${links.confirm}?no` } : null,
    ...footer(order),
  };
  return {
    ...{ from, subject, pictures: [] },
    ...replyTo(newsletter),
    ...(await draw('confirm', view, { form, language, templateRoots })),
    headers: [
      ['Auto-Submitted', 'auto-generated'],
      ['Content-Language', language],
    ],
  };
}
