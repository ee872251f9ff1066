import type { Library } from '#content/model.ts';
import type { Selection } from '#content/selection.ts';
import { archiveAddress, issueAddress } from './addresses.ts';
import { headerWords } from './escape.ts';
import type { MailForm } from './mail-form.ts';
import { correctionsOf, foreignLanguage, type Occasion } from './occasion.ts';

export type HeaderField = [name: string, value: string];

/**
 * The headers that all recipients of a variant share: List-Id (RFC 2919), List-Archive (RFC 2369), Archived-At (RFC 5064),
 * Content-Language of all pieces (RFC 3282) and Feedback-ID, which names nothing per person. Printable ASCII. A discreet
 * mail's List-Id has no name: mail programs show it beside the sender. A letter has no page and so no Archived-At.
 */
export function variantHeaders(
  selection: Selection,
  library: Library,
  { form, occasion }: { readonly form: MailForm; readonly occasion: Occasion },
): HeaderField[] {
  const { issue, list, pieces } = selection;
  const { newsletter } = library;
  const isOwn = occasion.kind === 'issue' || occasion.kind === 'letter';
  const foreign = foreignLanguage(selection);
  const site = new URL(newsletter.url);
  const senderDomain = newsletter.sender.address.split('@').at(-1) ?? '';
  const languages = new Set([
    list.interface,
    ...[...pieces, ...correctionsOf(occasion, selection, library)].map(({ version }) => version.language),
    ...(foreign === undefined ? [] : [foreign]),
  ]);
  const what = isOwn ? issue.id : `${issue.id}/${occasion.kind}`;
  const feedback = [what, list.id, site.hostname, senderDomain].map(part => part.replaceAll(/[^A-Za-z0-9.-]+/g, '-'));
  const archivedAt: HeaderField[] =
    occasion.kind === 'letter'
      ? []
      : [['Archived-At', `<${new URL(issueAddress(newsletter.url, list.interface, issue.id)).href}>`]];
  const fields: HeaderField[] = [
    [
      'List-Id',
      `${form === 'discreet' ? '' : asciiPhrase(`${newsletter.name.en} ${list.id}`)}<${list.id}.${site.hostname}>`,
    ],
    ['List-Archive', `<${new URL(archiveAddress(newsletter.url, list.interface)).href}>`],
    ...archivedAt,
    ['Content-Language', [...languages].join(', ')],
    ['Feedback-ID', feedback.join(':')],
  ];
  return fields.map(([name, value]) => [name, headerWords(value, `the header ${name}`)]);
}

/** A quoted phrase, or nothing: relays break encoded ones in List-Id. */
function asciiPhrase(words: string): string {
  return /^[A-Za-z0-9 ,.&!-]+$/.test(words) ? `"${words}" ` : '';
}
