/**
 * What is mailed. `issue` · `correction`: what was wrong in an issue, to those who got it · `translation`: pieces of an issue to
 * those whose mail had gone without them · `letter`: one outside the rhythm of the issues.
 */
export type MailingKind = 'issue' | 'correction' | 'translation' | 'letter';
/** The kinds that go to those who got an issue. */
export type FollowUpKind = Extract<MailingKind, 'correction' | 'translation'>;
