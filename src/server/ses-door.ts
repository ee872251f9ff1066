import type { Context } from 'hono';
import { applyRelayReport } from '#delivery/returned-mail.ts';
import { readSesEvent } from '#delivery/ses-event.ts';
import type { Store } from '#store/open.ts';
import { personalHeaders } from './headers.ts';
import { isSigned, readSnsMessage, type SnsMessage } from './sns-message.ts';
import { certificates, getText, isCertificateUrl, isSubscribeUrl, type SnsFetch } from './sns-place.ts';

export interface SesDoorParts {
  readonly store: Store;
  readonly publicUrl: string;
  /** ARN of the one topic that may post here. */
  readonly topic: string;
  readonly fetch: SnsFetch;
  readonly now: () => Date;
  readonly onError: (message: string) => void;
}

// A notification has 256 kB at most.
const longestBodyBytes = 300 * 1024;
const weekMs = 7 * 24 * 60 * 60 * 1000;
const aheadMs = 15 * 60 * 1000;

/**
 * POST: an event of Amazon SES, brought by SNS. Only what that topic has signed within a week counts; a bounce or a complaint does what
 * it means (200), anything else that is signed is taken and changes nothing (200), also when it comes again. The delivery is known by
 * SES's own id of the mail, else by our token in its envelope sender. The subscription of the topic is confirmed by itself. 403 with
 * an empty body for whatever is not proved, whatever is wrong with it; 413; 503 where it should be brought again.
 */
export function sesDoor(parts: SesDoorParts): (context: Context) => Promise<Response> {
  const certificate = certificates(parts.fetch);
  return async context => {
    const answer = (status: 200 | 403 | 413 | 503): Response =>
      context.body(null, status, personalHeaders(parts.publicUrl));
    const body = await readBody(context.req.raw);
    if (body === undefined) return answer(413);
    const sns = readSnsMessage(body);
    if (sns === undefined || sns.TopicArn !== parts.topic || !isOfThisWeek(sns, parts.now())) return answer(403);
    if (!isCertificateUrl(sns.SigningCertURL, parts.topic)) return answer(403);
    let pem: string;
    try {
      pem = await certificate(sns.SigningCertURL);
    } catch {
      parts.onError('Amazon SNS does not give the certificate that its notifications are signed with.');
      return answer(503);
    }
    if (!isSigned(sns, pem, parts.now())) return answer(403);
    return answer(sns.Type === 'Notification' ? await take(parts, sns) : await confirm(parts, sns));
  };
}

async function take({ store, now }: SesDoorParts, { Message }: SnsMessage): Promise<200> {
  const event = await readSesEvent(Message);
  if (event !== undefined) await applyRelayReport(store, event, { now: now() });
  return 200;
}

// The topic is the operator's own, and the address can do nothing but confirm it.
async function confirm(parts: SesDoorParts, { Type, SubscribeURL = '' }: SnsMessage): Promise<200 | 403 | 503> {
  if (Type !== 'SubscriptionConfirmation') return 200;
  if (!isSubscribeUrl(SubscribeURL, parts.topic)) return 403;
  try {
    await getText(parts.fetch, SubscribeURL);
    return 200;
  } catch {
    parts.onError('Amazon SNS does not let its topic be confirmed; it asks again within three days.');
    return 503;
  }
}

function isOfThisWeek({ Timestamp }: SnsMessage, now: Date): boolean {
  const ageMs = now.getTime() - Date.parse(Timestamp);
  return ageMs >= -aheadMs && ageMs <= weekMs;
}

async function readBody(request: Request): Promise<string | undefined> {
  if (Number(request.headers.get('content-length') ?? 0) > longestBodyBytes) return undefined;
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of request.body ?? []) {
    length += chunk.length;
    if (length > longestBodyBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
