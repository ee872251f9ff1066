import { type Field, firstValue, readFields, wordsOf } from './fields.ts';
import type { Part, Structure } from './parts.ts';

export interface Feedback {
  readonly fields: readonly Field[];
  /** RFC 5965, 7.3, lower case. */
  readonly type: string;
}

/** The feedback report of a mail (RFC 5965), or of the loops that send none: Microsoft's JMRP, older Mail.ru. */
export function feedbackOf({ fields, parts }: Structure): Feedback | undefined {
  const report = parts.find(isFeedbackReport);
  if (report !== undefined) {
    const found = readFields(report.text.trim());
    return { fields: found, type: /^[a-z-]+/i.exec(firstValue(found, 'feedback-type'))?.[0].toLowerCase() ?? 'abuse' };
  }
  return isLooseComplaint(fields, parts) ? { fields: [], type: 'abuse' } : undefined;
}

function isFeedbackReport({ type, text }: Part): boolean {
  if (type === 'message/feedback-report') return true;
  const start = text.slice(0, 3000);
  return /^feedback-type: ?[a-z-]+/im.test(start) && /^(?:user-agent|version): /im.test(start);
}

// The mail complained of is attached whole; nothing but sender and subject tells what the attachment is.
function isLooseComplaint(fields: readonly Field[], parts: readonly Part[]): boolean {
  const from = wordsOf(fields, 'from');
  const isLoop = /staff@hotmail\.|(?:jmrp|fbl|feedback(?:loop)?|complaints?|abuse-?report\w*|scomp)@/i.test(from);
  const isSubject =
    /complaint about message|^(?:e-?mail )?(?:feedback|abuse|spam) report|жалоба на (?:письмо|спам|рассылку)/i.test(
      wordsOf(fields, 'subject'),
    );
  return isLoop && isSubject && parts.some(({ type }) => type.startsWith('message/') || type.startsWith('text/rfc822'));
}
