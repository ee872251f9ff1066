import type { Selection } from '#content/selection.ts';
import { VesnikError } from '#errors.ts';
import { type Finding, findingAt } from '#preflight/finding.ts';

/** A list that had no mail of the issue gets none by itself. */
export function nothingMailed(issue: string, { list }: Selection): Finding {
  return findingAt(`content/issues/${issue}`, {
    ...{ rule: 'list-had-no-mail', severity: 'warning', list: list.id },
    message: `The list ${list.id} had no mail of this issue, and gets none now.`,
    hint: `To mail it what there is for it by now: ${commandOf(issue, list.id)}`,
  });
}

/** There is nothing to mail; `named`: a list that would get something where it is named. */
export function nothingMissed(
  issue: string,
  named: { readonly list: string; readonly hadNoMail: boolean } | undefined,
): VesnikError {
  return new VesnikError({
    code: 'nothing-missed',
    message: `No list has missed anything of ${issue} that is there now, or it has been mailed already. Nothing was approved.`,
    hint:
      named === undefined
        ? 'A translation is mailed when it is no draft and its `published` moment has come: npx vesnik check'
        : `The list ${named.list} ${named.hadNoMail ? 'had no mail of the issue. To mail it what there is for it by now' : 'was mailed a piece in another language than the one it would get today. To mail it that too'}: ${commandOf(issue, named.list)}`,
  });
}

/** What is typed for it. */
export function commandOf(issue: string, list: string | undefined): string {
  return `npx vesnik send ${issue} --translation${list === undefined ? '' : ` --list ${list}`}`;
}
