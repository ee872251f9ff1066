import { isLetterId } from '#content/letter-id.ts';
import { VesnikError } from '#errors.ts';
import { readMailingId, sendCommand } from '#store/mailing-id.ts';
import type { FollowUpKind } from '#store/mailing-kind.ts';

/** What may follow an issue that was mailed. */
export const followUpArgs = {
  correction: { type: 'boolean', description: 'Not the issue: its corrections, for those who got it' },
  translation: {
    type: 'boolean',
    description: 'Not the issue: its late translations, for those whose mail went without them',
  },
} as const;

/** Which of the two is wanted. Throws VesnikError (usage) `follow-up-id`, `two-follow-ups`, `letter-follow-up`. */
export function wantedFollowUp({
  issue,
  correction,
  translation,
}: {
  readonly issue: string;
  readonly correction: boolean | undefined;
  readonly translation: boolean | undefined;
}): FollowUpKind | undefined {
  const named = readMailingId(issue);
  if (named.number !== undefined) {
    throw new VesnikError({
      code: 'follow-up-id',
      message: `\`${issue}\` is the id of a mailing that follows an issue, and not of an issue.`,
      hint: `To mail what there is to tell by now: ${sendCommand(issue)}\nTo see how that one went: npx vesnik status ${issue}`,
      kind: 'usage',
    });
  }
  if (correction === true && translation === true) {
    throw new VesnikError({
      code: 'two-follow-ups',
      message: 'Corrections and late translations are two mails.',
      hint: 'Ask for one of them, then for the other: --correction, --translation.',
      kind: 'usage',
    });
  }
  const wanted = correction === true ? 'correction' : translation === true ? 'translation' : undefined;
  if (wanted !== undefined && isLetterId(issue)) {
    throw new VesnikError({
      code: 'letter-follow-up',
      message: `\`--${wanted}\` belongs to an issue; nothing follows a letter.`,
      hint: 'Write another letter: npx vesnik new --letter <name>',
      kind: 'usage',
    });
  }
  return wanted;
}
