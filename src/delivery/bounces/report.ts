/**
 * Why a mail came back. About the box: `unknown-user`, `unknown-host`, `inactive` (disabled, suspended, expired), `full`,
 * `restricted` (takes mail from chosen senders only). About us: `too-large`, `content` (taken for spam, virus, malformed),
 * `blocked` (our host or domain is on a blocklist or has a bad name), `policy`, `rate`, `authentication` (SPF, DKIM, DMARC,
 * PTR, login). About the way: `relaying` (the host does not serve the domain), `routing` (loops, broken DNS), `unreachable`,
 * `temporary`. Else `other`.
 */
export const bounceReasons = [
  ...(['unknown-user', 'unknown-host', 'inactive', 'full', 'restricted'] as const),
  ...(['too-large', 'content', 'blocked', 'policy', 'rate', 'authentication'] as const),
  ...(['relaying', 'routing', 'unreachable', 'temporary', 'other'] as const),
] as const;

export type BounceReason = (typeof bounceReasons)[number];

/** Why a mail changes nothing. */
export type IgnoredWhy = 'auto-reply' | 'delayed' | 'delivered' | 'not-a-report' | 'unreadable';

export interface Bounce {
  readonly kind: 'bounce';
  /**
   * Candidates, lower case, in the order in which they prove anything: the report's own recipient, the report's fields, the
   * returned original. Only their HMAC tells which one is ours.
   */
  readonly tokens: readonly string[];
  readonly reason: BounceReason;
  /** False where the last answer was a 4xx and the relay gave up. */
  readonly isPermanent: boolean;
  /** RFC 3463: `5.1.1`. */
  readonly status?: string;
  /** What the refusing server said, one line, at most 1000 characters. May hold addresses: redact before storing. */
  readonly words: string;
  /** Message-IDs of the returned original, with their angle brackets. */
  readonly originalMessageIds: readonly string[];
  /** Of `tokens`, those that stand in the returned original. */
  readonly originalTokens?: readonly string[];
}

export interface Complaint {
  readonly kind: 'complaint';
  readonly tokens: readonly string[];
  /** RFC 5965, 7.3, lower case: `abuse`, `fraud`, `opt-out`, `auth-failure`, …; `not-spam` is no complaint. */
  readonly feedbackType: string;
  readonly originalMessageIds: readonly string[];
  readonly originalTokens?: readonly string[];
}

/** A mail to `unsubscribe+TOKEN@…` (List-Unsubscribe, RFC 2369). */
export interface UnsubscribeMail {
  readonly kind: 'unsubscribe';
  readonly tokens: readonly string[];
}

export interface Ignored {
  readonly kind: 'ignored';
  readonly why: IgnoredWhy;
}

/** What one mail to the bounce domain is. */
export type MailReport = Bounce | Complaint | UnsubscribeMail | Ignored;
