import { forms } from '#store/subscriber-state.ts';
import { borrowedLines, findingCount, findingLines, unknownLines } from './findings.ts';
import type { LookedOver } from './looking-over.ts';
import { excludedLine } from './mailing-report.ts';
import { counted, type Paint, table } from './output.ts';

/** What an editor reads before they type the issue's id. */
export function lookedOverLines({ issue, audience, flight, mails, library }: LookedOver, paint: Paint): string[] {
  const pieces = counted(issue.commentaries.length, 'commentary', 'commentaries');
  return [
    paint('bold', `Before sending ${issue.id}: ${pieces}, ${counted(audience.recipients, 'recipient', 'recipients')}`),
    ...table(
      [{ title: 'list' }, ...forms.map(title => ({ title, align: 'right' as const })), { title: 'subject' }],
      library.newsletter.lists.map(({ id }) => [
        id,
        ...forms.map(form => {
          const group = audience.groups.find(each => each.list === id && each.form === form);
          return (group?.count ?? 0).toLocaleString('en-US');
        }),
        mails.find(mail => mail.list === id)?.subject ?? '(no mail)',
      ]),
    ),
    ...excludedLine(audience.excluded),
    ...borrowedLines(flight.borrowed),
    ...(flight.findings.length > 0 ? findingLines(flight.findings, paint) : []),
    `${findingCount(flight.findings)}.`,
    ...unknownLines(flight),
  ];
}

/** The same for machines. No address, no text of a mail. */
export function lookedOverJson({ issue, audience, flight, mails }: LookedOver) {
  return {
    issue: issue.id,
    recipients: audience.recipients,
    excluded: audience.excluded,
    groups: audience.groups,
    variants: mails.map(({ list, form, subject, sizeBytes, shortened, missing }) => ({
      ...{ list, form, subject, sizeBytes, shortened, missing },
    })),
    ...flight,
  };
}
