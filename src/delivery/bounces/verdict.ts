import type { BounceReason, MailReport } from './report.ts';

/**
 * What a report means for a subscriber. `remove`: at once. `strike`: counts, removed when strikes go on for several weeks.
 * `ours`: says something about us, tell the operator, never touch the reader. `nothing`: forget it.
 */
export type BounceVerdict = 'remove' | 'strike' | 'ours' | 'nothing';

const verdicts: Record<BounceReason, readonly [permanent: BounceVerdict, givenUp: BounceVerdict]> = {
  'unknown-user': ['remove', 'strike'],
  'unknown-host': ['remove', 'strike'],
  // Providers suspend people who come back (a bill, a lost password): weeks tell the difference.
  inactive: ['strike', 'strike'],
  full: ['strike', 'strike'],
  restricted: ['strike', 'strike'],
  'too-large': ['ours', 'ours'],
  content: ['ours', 'ours'],
  blocked: ['ours', 'ours'],
  policy: ['ours', 'ours'],
  rate: ['ours', 'ours'],
  authentication: ['ours', 'ours'],
  relaying: ['strike', 'strike'],
  routing: ['strike', 'strike'],
  unreachable: ['strike', 'strike'],
  temporary: ['strike', 'nothing'],
  other: ['strike', 'nothing'],
};

/** The verdict on one report, whose token must have been proved first. */
export function bounceVerdict(report: MailReport): BounceVerdict {
  switch (report.kind) {
    case 'bounce':
      return verdicts[report.reason][report.isPermanent ? 0 : 1];
    case 'complaint':
      return isAboutUs(report.feedbackType) ? 'ours' : 'remove';
    case 'unsubscribe':
      return 'remove';
    case 'ignored':
      return 'nothing';
  }
}

// Machines write these two (RFC 6591; RFC 5965, 7.3): nobody pressed "spam".
function isAboutUs(feedbackType: string): boolean {
  return feedbackType === 'auth-failure' || feedbackType === 'virus';
}
