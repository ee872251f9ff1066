import { VesnikError } from '#errors.ts';
import { type Finding, findingAt } from '#preflight/finding.ts';
import type { Held } from '#store/held.ts';
import { highestNumber, type MailedVariant } from '#store/mailed-variants.ts';
import { followUpId, mailingHeading } from '#store/mailing-id.ts';
import type { FollowUpKind } from '#store/mailing-kind.ts';

/** A mail of a list that brought pieces of the issue, and what it held. */
export type Bearer = MailedVariant & { readonly held: Held };

/** The variants that brought pieces of an issue, by list. Throws `held-unknown` where it was not noted what they held. */
export function bearersOf(variants: readonly MailedVariant[], issue: string): Map<string, Bearer[]> {
  const bearers = variants
    .filter(({ kind }) => kind !== 'correction')
    .map((variant): Bearer => {
      if (variant.held === undefined) throw heldUnknown(issue);
      return { ...variant, held: variant.held };
    });
  return Map.groupBy(bearers, ({ list }) => list);
}

/**
 * The id of the next correction or translation. One that was cancelled is taken up again where it would tell every list the
 * same as then (`tells`): whoever has it is left out. Where it would tell something else it is another one.
 */
export function nextId(
  variants: readonly MailedVariant[],
  { issue, kind }: { readonly issue: string; readonly kind: FollowUpKind },
  tells: (variant: MailedVariant) => boolean,
): string {
  const number = highestNumber(variants, kind);
  const newest = variants.filter(({ mailing }) => mailing === followUpId(issue, kind, number));
  const isTakenUp = newest.length > 0 && newest.every(variant => variant.state === 'cancelled' && tells(variant));
  return isTakenUp ? followUpId(issue, kind, number) : followUpId(issue, kind, number + 1);
}

/** A warning for each cancelled mailing that told some of the same (`overlaps`) under another id: who had it gets that again. */
export function toldInPart(
  variants: readonly MailedVariant[],
  { id, issue, kind }: { readonly id: string; readonly issue: string; readonly kind: FollowUpKind },
  overlaps: (variant: MailedVariant) => boolean,
): Finding[] {
  const again = variants.filter(
    one => one.kind === kind && one.state === 'cancelled' && one.mailing !== id && overlaps(one),
  );
  return [...new Set(again.map(({ mailing }) => mailing))].map(mailing =>
    findingAt(`content/issues/${issue}`, {
      ...{ rule: 'told-in-part', severity: 'warning' },
      message: `${mailingHeading(mailing)} was cancelled; whoever had it by then is told the same once more, for this mail tells something else beside it.`,
      hint: `How many they are: npx vesnik status ${mailing}`,
    }),
  );
}

/** Whether two sets of names are the same. */
export function isSame(one: Iterable<string>, other: Iterable<string>): boolean {
  const [first, second] = [new Set(one), new Set(other)];
  return first.size === second.size && [...first].every(name => second.has(name));
}

function heldUnknown(issue: string): VesnikError {
  return new VesnikError({
    code: 'held-unknown',
    message: `The mails of the issue ${issue} were approved by an earlier version of Vesnik, which did not note what each of them held.`,
    hint: 'What readers should still know can go into the next issue, or to everybody as a letter: npx vesnik new --letter <name>',
  });
}
