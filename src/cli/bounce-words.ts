import { bounceReasons } from '#delivery/bounces/report.ts';
import type { Translate } from '#i18n/translator.ts';

/** Why a mail came back, in words. A class that this version does not know is among the others. */
export function bounceWords(reason: string, t: Translate): string {
  if (reason === 'complaint') return t('report.bounce.complaint');
  return t(`report.bounce.${bounceReasons.find(each => each === reason) ?? 'other'}`);
}
