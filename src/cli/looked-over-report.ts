import type { Selection } from '#content/selection.ts';
import type { Occasion } from '#render/occasion.ts';
import { forms } from '#store/subscriber-state.ts';
import { borrowedLines, findingCount, findingLines, unknownLines } from './findings.ts';
import type { LookedOver } from './looking-over.ts';
import type { MailOrder } from './mail-orders.ts';
import { excludedLine } from './mailing-report.ts';
import { counted, type Paint, table } from './output.ts';

/** What an editor reads before they type the id. */
export function lookedOverLines(looked: LookedOver, paint: Paint): string[] {
  const { id, kind, orders, audience, flight, mails, siteIsDown = false } = looked;
  return [
    paint(
      'bold',
      `Before sending ${id}: ${contentsOf(looked)}, ${counted(audience.recipients, 'recipient', 'recipients')}`,
    ),
    ...table(
      [{ title: 'list' }, ...forms.map(title => ({ title, align: 'right' as const })), { title: 'subject' }],
      orders.map(({ selection: { list } }) => [
        list.id,
        ...forms.map(form => {
          const group = audience.groups.find(each => each.list === list.id && each.form === form);
          return (group?.count ?? 0).toLocaleString('en-US');
        }),
        mails.find(mail => mail.list === list.id)?.subject ?? '(no mail)',
      ]),
    ),
    ...excludedLine(audience.excluded),
    ...(siteIsDown ? ['The letter says that our site does not open (site: down): nobody waits for its pages.'] : []),
    ...toldLines(orders),
    ...(kind === 'correction' ? [] : borrowedLines(flight.borrowed)),
    ...(flight.findings.length > 0 ? findingLines(flight.findings, paint) : []),
    `${findingCount(flight.findings)}.`,
    ...unknownLines(flight),
  ];
}

/** The same for machines. No address, no text of a mail. */
export function lookedOverJson({ id, audience, flight, mails }: LookedOver) {
  return {
    issue: id,
    recipients: audience.recipients,
    excluded: audience.excluded,
    groups: audience.groups,
    variants: mails.map(({ list, form, subject, sizeBytes, shortened, missing }) => ({
      ...{ list, form, subject, sizeBytes, shortened, missing },
    })),
    ...flight,
  };
}

function contentsOf({ kind, issue, orders }: LookedOver): string {
  if (kind === 'issue') return counted(issue.commentaries.length, 'commentary', 'commentaries');
  if (kind === 'letter') {
    const languages = new Set(orders.map(({ selection }) => letterLanguage(selection)));
    return `a letter in ${counted(languages.size, 'language', 'languages')}`;
  }
  const told = new Set(orders.flatMap(order => toldBy(order).map(({ what }) => what)));
  return kind === 'correction'
    ? counted(told.size, 'correction', 'corrections')
    : counted(told.size, 'piece', 'pieces');
}

function letterLanguage({ issue, list }: Selection) {
  return issue.words[list.interface]?.language;
}

/** What follows an issue, list by list. */
function toldLines(orders: readonly MailOrder[]): string[] {
  const rows = orders.flatMap(order => toldBy(order).map(({ what, words }) => [order.selection.list.id, what, words]));
  return rows.length === 0 ? [] : ['What they are told:', ...table([{}, {}, {}], rows)];
}

function toldBy({ occasion, selection }: MailOrder): { what: string; words: string }[] {
  if (occasion.kind === 'correction') return occasion.corrections.map(correctionRow);
  if (occasion.kind !== 'translation') return [];
  return selection.pieces.map(({ version: { commentary, language, title } }) => ({
    what: `${commentary} (${language})`,
    words: title,
  }));
}

function correctionRow({ version, date, text }: Extract<Occasion, { kind: 'correction' }>['corrections'][number]) {
  return { what: `${version.commentary} (${version.language}), ${date}`, words: text };
}
