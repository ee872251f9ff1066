import { fileURLToPath } from 'node:url';
import type { Root } from 'mdast';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { type MailWish, ordersOf } from '#cli/mail-orders.ts';
import { openLibrary } from '#content/library.ts';
import type { Issue, Library } from '#content/model.ts';
import type { List } from '#content/publication.ts';
import { type Selection, select } from '#content/selection.ts';
import { renderVariant, type VariantMail, type VariantOrder } from '#render/mail.ts';
import { type MailForm, mailForms } from '#render/mail-form.ts';

const now = new Date('2026-01-01T00:00:00Z');

/** A small newsletter whose newest issue uses every block, every label and every state of a piece. */
const smallRoot = fileURLToPath(new URL('../fixtures/render', import.meta.url));

async function library(root: string): Promise<Library> {
  const { library: read, problems } = await openLibrary({ root, now, drafts: false });
  if (read === undefined || problems.some(({ severity }) => severity === 'error'))
    throw new Error(`the sample is broken: ${JSON.stringify(problems)}`);
  return read;
}

export const small = await library(smallRoot);

/** The sample content that comes with Vesnik. */
export const whole = await library(fileURLToPath(new URL('../..', import.meta.url)));

export function issueOf({ issues }: Library, id: string): Issue {
  return found(
    issues.find(issue => issue.id === id),
    id,
  );
}

function listOf({ newsletter }: Library, id: string): List {
  return found(
    newsletter.lists.find(list => list.id === id),
    id,
  );
}

export function selection(from: Library, issue: string, list: string): Selection {
  return select(from, issueOf(from, issue), listOf(from, list));
}

export const doorsUrl = 'https://doors.example.org';

/** The newest issue of the small newsletter as a mail. */
export function smallMail(list: string, order: Partial<VariantOrder> = {}): Promise<VariantMail> {
  const from = order.library ?? small;
  return renderVariant({
    library: from,
    form: 'normal',
    doorsUrl,
    ...order,
    selection: order.selection ?? selection(from, '2024-01-08', list),
  });
}

export interface Sent {
  /** `2024-10-28 be discreet` */
  readonly name: string;
  readonly library: Library;
  readonly selection: Selection;
  readonly mail: VariantMail;
}

/** Every variant of every issue of a newsletter: lists × forms. */
export async function everyVariant(from: Library, forms: readonly MailForm[] = mailForms): Promise<Sent[]> {
  const sent: Sent[] = [];
  for (const { id } of from.issues)
    for (const { id: list } of from.newsletter.lists)
      for (const form of forms) {
        const chosen = selection(from, id, list);
        const mail = await renderVariant({ library: from, selection: chosen, form, doorsUrl });
        sent.push({ name: `${id} ${list} ${form}`, library: from, selection: chosen, mail });
      }
  return sent;
}

/** What is mailed beside issues: every letter, and corrections and late translations of an issue that has both. */
export async function everyOccasion(from: Library, forms: readonly MailForm[] = mailForms): Promise<Sent[]> {
  const wishes: MailWish[] = [
    ...from.letters.map(({ id }): MailWish => ({ id, untranslated: 'borrow' })),
    { id: '2024-04-15', followUp: 'correction', untranslated: 'borrow' },
    { id: '2024-04-15', followUp: 'translation', untranslated: 'borrow' },
  ];
  const sent: Sent[] = [];
  for (const wish of wishes)
    for (const order of ordersOf(from, wish))
      for (const form of forms) {
        const mail = await renderVariant({ library: from, ...order, form, doorsUrl });
        const what = wish.followUp ?? 'letter';
        sent.push({ name: `${what} ${mail.list} ${form}`, library: from, selection: order.selection, mail });
      }
  return sent;
}

export function markdown(text: string): Root {
  return unified().use(remarkParse).use(remarkGfm).parse(text);
}

/** The newsletter with other words or settings. */
export function changed(from: Library, newsletter: Partial<Library['newsletter']>): Library {
  return { ...from, newsletter: { ...from.newsletter, ...newsletter } };
}

export function found<Value>(value: Value | undefined, name: string): Value {
  if (value === undefined) throw new Error(`${name} is not in the sample`);
  return value;
}
