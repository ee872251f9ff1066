import { join } from 'node:path';
import type { Issue, Library } from '#content/model.ts';
import { type Selection, select } from '#content/selection.ts';
import { renderVariant, type VariantMail } from '#render/mail.ts';
import { type MailForm, mailForms } from '#render/mail-form.ts';
import type { Variant } from '#store/variant.ts';
import type { MailOrder } from './mail-orders.ts';
import { cloneRoot } from './settings.ts';

/** `borrow`: a list takes pieces in its other languages; `skip`: it goes without them, and they are named as missing. */
export const untranslatedChoices = ['borrow', 'skip'] as const;
export type Untranslated = (typeof untranslatedChoices)[number];

/** What each list of the newsletter takes of an issue. */
export function selectionsOf(library: Library, issue: Issue, untranslated: Untranslated): Selection[] {
  const selections = library.newsletter.lists.map(list => select(library, issue, list));
  return untranslated === 'skip' ? selections.map(withoutBorrowed) : selections;
}

interface MailsOrder {
  readonly library: Library;
  readonly orders: readonly MailOrder[];
  /** Public address of the doors. */
  readonly doorsUrl: string;
  /** Lists and forms that have readers; absent: the normal form of every list. */
  readonly groups?: readonly { readonly list: string; readonly form: string }[];
}

/** The variants of what is mailed, one for each list and form that is wanted; none for a list that takes nothing of an issue. */
export async function renderMails({ library, orders, doorsUrl, groups }: MailsOrder): Promise<VariantMail[]> {
  const mails: VariantMail[] = [];
  for (const order of orders.filter(
    ({ selection, occasion }) => occasion.kind !== 'issue' || selection.pieces.length > 0,
  )) {
    for (const form of wantedForms(order.selection.list.id, groups)) {
      mails.push(await renderVariant({ library, ...order, form, doorsUrl, templateRoots: templateRoots(library) }));
    }
  }
  return mails;
}

/** A variant as it is frozen: what pre-flight alone wants is left out. */
export function freezable(mail: VariantMail): Variant {
  const { list, form, from, replyTo, subject, text, html, headers, pictures, pieces, corrections } = mail;
  return {
    ...{ list, form, from, subject, text },
    ...(replyTo !== undefined && { replyTo }),
    ...(html !== undefined && { html }),
    headers: headers.map(([name, value]) => [name, value]),
    pictures: pictures.map(picture => ({ ...picture })),
    held: {
      pieces: pieces.map(({ commentary, language }) => ({ commentary, language })),
      corrections: [...corrections],
    },
  };
}

/** Where templates of the newsletter's own are looked for before ours. */
export function templateRoots({ root }: Library): string[] {
  return root === cloneRoot ? [] : [join(root, 'templates')];
}

function wantedForms(list: string, groups: MailsOrder['groups']): readonly MailForm[] {
  if (groups === undefined) return ['normal'];
  return mailForms.filter(form => groups.some(group => group.list === list && group.form === form));
}

// A list that takes each piece in its author's language borrows nothing.
function withoutBorrowed(selection: Selection): Selection {
  const { list, pieces, missing, issue } = selection;
  if (list.take === 'original') return selection;
  const left = new Set([...missing, ...pieces.filter(({ isBorrowed }) => isBorrowed).map(piece => piece.commentary)]);
  return {
    ...selection,
    pieces: pieces.filter(({ isBorrowed }) => !isBorrowed),
    missing: issue.commentaries.filter(commentary => left.has(commentary)),
  };
}
