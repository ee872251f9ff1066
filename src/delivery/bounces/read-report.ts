import { answerIn, oneLine } from './answer.ts';
import { isAutoReply } from './auto-reply.ts';
import { recipientVerdict } from './delivery-status.ts';
import { diagnose } from './diagnosis.ts';
import { feedbackOf } from './feedback.ts';
import { allValues, type Field, firstValue, wordsOf } from './fields.ts';
import { isDelayNotice, isFailureNotice, namesMail } from './notice.ts';
import { isOriginal, originalFields, splitNotice } from './original.ts';
import { type Part, readStructure, type Structure } from './parts.ts';
import { wordsOfHtml } from './plain-words.ts';
import type { IgnoredWhy, MailReport } from './report.ts';
import { isFromPerson } from './sender.ts';
import { isDeliveryStatus, readDeliveryStatus } from './status-fields.ts';
import { tokensOf, unsubscribeTokens } from './tokens.ts';

/**
 * What one mail to the bounce domain reports: a bounce (RFC 3464, RFC 6533 or the plain words of a server), a complaint
 * (RFC 5965), an unsubscription by mail, or nothing. Never throws; reads the first megabyte, of a part the first 128 kB.
 * Proves nothing: the tokens are candidates.
 */
export async function readReport(message: Uint8Array): Promise<MailReport> {
  const mail = readStructure(message);
  if (mail.fields.length === 0) return ignored('unreadable');
  const subject = wordsOf(mail.fields, 'subject');
  const isReport = mail.type === 'multipart/report';
  const leaving = unsubscribeTokens(mail.fields);
  if (leaving.length > 0 && !isReport) return { kind: 'unsubscribe', tokens: leaving };
  if (isFromPerson(mail.fields, subject) && !isReport) return ignored(whyNothing(mail, subject));
  return complaintOf(mail) ?? statusReport(mail) ?? plainReport(mail, subject);
}

function complaintOf(mail: Structure): MailReport | undefined {
  const feedback = feedbackOf(mail);
  if (feedback === undefined) return undefined;
  if (feedback.type === 'not-spam') return ignored('not-a-report');
  const original = originalOf(mail.parts);
  return {
    kind: 'complaint',
    tokens: tokensOf(mail.fields, feedback.fields, original),
    feedbackType: feedback.type,
    ...returned(original),
  };
}

function statusReport(mail: Structure): MailReport | undefined {
  const part = mail.parts.find(isDeliveryStatus);
  const status = part === undefined ? undefined : readDeliveryStatus(part);
  if (status === undefined || status.recipients.length === 0) return undefined;
  const notice = splitNotice(humanWords(mail.parts));
  const original = [...originalOf(mail.parts), ...notice.original];
  const verdict = recipientVerdict(status, notice.words, firstValue(original, 'to'));
  if (verdict.kind === 'ignored') return verdict;
  return {
    ...verdict,
    tokens: tokensOf(mail.fields, status.fields, original),
    ...returned(original),
  };
}

function plainReport(mail: Structure, subject: string): MailReport {
  const { words, original: quoted } = splitNotice(humanWords(mail.parts));
  const original = [...originalOf(mail.parts), ...quoted];
  if (mail.parts.some(({ type }) => type === 'message/disposition-notification' || type === 'text/calendar')) {
    return ignored('not-a-report');
  }
  if (!isFailureNotice(mail.fields, subject, words) || !namesMail(mail.fields, words, original))
    return ignored(whyNothing(mail, subject));
  if (isAutoReply(mail.fields, subject, words)) return ignored('auto-reply');
  if (isDelayNotice(subject, words)) return ignored('delayed');
  const answer = answerIn(words);
  const { status, ...diagnosis } = diagnose(answer, `${words}\n${subject}`, '');
  return {
    kind: 'bounce',
    tokens: tokensOf(mail.fields, [], original),
    ...diagnosis,
    ...(status === '' ? {} : { status }),
    words: answer === '' ? oneLine(words) : answer,
    ...returned(original),
  };
}

function whyNothing({ fields, parts }: Structure, subject: string): IgnoredWhy {
  return isAutoReply(fields, subject, humanWords(parts)) ? 'auto-reply' : 'not-a-report';
}

/** What people are meant to read: the first part of text, or of HTML where there is no other. */
function humanWords(parts: readonly Part[]): string {
  const own = parts.filter(part => !isDeliveryStatus(part) && !isOriginal(part));
  const text = own.find(({ type, text }) => type !== 'text/html' && type.startsWith('text') && text.trim() !== '');
  const html = own.find(({ type }) => type === 'text/html');
  const only = parts.length === 1 ? parts[0] : undefined;
  if (text !== undefined) return text.text;
  if (html !== undefined) return wordsOfHtml(html.text);
  return only?.text ?? '';
}

function originalOf(parts: readonly Part[]): Field[] {
  return parts.filter(isOriginal).flatMap(originalFields);
}

/** What tells whose mail it is that came back. */
function returned(original: readonly Field[]) {
  return { originalMessageIds: messageIds(original), originalTokens: tokensOf([], [], original) };
}

function messageIds(original: readonly Field[]): string[] {
  const ids = allValues(original, 'message-id').flatMap(value => /<[^<>\s]{3,250}>/.exec(value)?.[0] ?? []);
  return [...new Set(ids)].slice(0, 4);
}

function ignored(why: IgnoredWhy): MailReport {
  return { kind: 'ignored', why };
}
