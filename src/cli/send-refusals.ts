import { VesnikError } from '#errors.ts';
import type { Excluded } from '#store/audience.ts';
import { mailingHeading } from '#store/mailing-id.ts';

/** `--list` beside neither a test nor translations: it could be meant as "to this list only", and would go to everybody. */
export function listAlone(list: string): VesnikError {
  return new VesnikError({
    code: 'list-alone',
    message: `\`--list ${list}\` belongs to a test (--to) or to --translation; an issue goes to all its lists.`,
    hint: 'A letter for some lists names them in its front matter: lists: [be]',
    kind: 'usage',
  });
}

/** Pre-flight found errors. */
export function stopped(id: string, count: string): VesnikError {
  return new VesnikError({
    code: 'preflight-failed',
    message: `${mailingHeading(id)} cannot be mailed as it is: ${count}. Nothing was approved, nobody was mailed.`,
    hint: 'Errors stop a mailing; set them right and try again.',
  });
}

/** Nobody to mail: of an issue or a letter, or of those who got the issue that is `followed`. */
export function nobody({ alreadyMailed = 0 }: Excluded, followed: string | undefined): VesnikError {
  return new VesnikError({
    code: 'no-recipients',
    message:
      alreadyMailed > 0
        ? `There is nobody left to mail: ${alreadyMailed} had it already, or may have. Nothing was approved.`
        : followed === undefined
          ? 'There is nobody to mail: no list that it is for has an active subscriber. Nothing was approved.'
          : `There is nobody to mail: nobody who is subscribed now got the mail of ${followed} that it follows. Nothing was approved.`,
    hint:
      followed === undefined
        ? 'To see who there is: npx vesnik subscribers stats'
        : `To see how many got it: npx vesnik status ${followed}`,
  });
}
