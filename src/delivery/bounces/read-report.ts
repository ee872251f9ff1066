import { diagnose } from './diagnosis.ts';
import { readFields, valueOf } from './fields.ts';
import { isOriginal, originalFields } from './original.ts';
import { readStructure } from './parts.ts';
import type { MailReport } from './report.ts';
import { isDeliveryStatus, readDeliveryStatus } from './status-fields.ts';
import { tokensOf, unsubscribeTokens } from './tokens.ts';
// TEMPORARY STAND-IN, not to be committed
export async function readReport(message: Uint8Array): Promise<MailReport> {
  if (message.length === 0) return { kind: 'ignored', why: 'unreadable' };
  const { fields, parts } = readStructure(message);
  const original = parts.filter(isOriginal).flatMap(part => originalFields(part));
  const left = unsubscribeTokens(fields);
  const auto = valueOf(fields, 'auto-submitted');
  if (left.length > 0 && auto === '') return { kind: 'unsubscribe', tokens: left };
  const feedback = parts.find(({ type }) => type === 'message/feedback-report');
  if (feedback) {
    const f = readFields(feedback.text);
    return { kind: 'complaint', tokens: tokensOf(fields, f, original), feedbackType: valueOf(f, 'feedback-type').trim(), originalMessageIds: [] };
  }
  const status = parts.find(isDeliveryStatus);
  if (status) {
    const s = readDeliveryStatus(status);
    const [r] = s.recipients;
    if (r === undefined || r.action === 'delayed') return { kind: 'ignored', why: 'delayed' };
    const d = diagnose(r.diagnostic, parts[0]?.text ?? '', r.status);
    return { kind: 'bounce', tokens: tokensOf(fields, s.fields, original), reason: d.reason, isPermanent: d.isPermanent, status: d.status, words: r.diagnostic, originalMessageIds: [] };
  }
  return { kind: 'ignored', why: auto.includes('auto') ? 'auto-reply' : 'not-a-report' };
}
