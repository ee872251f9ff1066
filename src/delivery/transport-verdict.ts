import { type Attempt, failedAttempt, outcome } from './attempt.ts';
import { smtpFacts } from './relay-error.ts';

/**
 * What the error of a transport means for a delivery. It counts as refused where the transport says that it did not take the
 * message, as put off where nothing can have been handed over; everything else is uncertain.
 */
export function refusedByTransport(error: unknown): Attempt {
  const { code, responseCode } = smtpFacts(error);
  const words = wordsOf(error);
  if (responseCode !== undefined) return failedAttempt(error, true);
  if (beforeAnything(error, code)) return { ...outcome('deferred', words), refusesSender: true };
  if (code === 'ESENDMAIL') return sendmailVerdict(words);
  const status = httpStatus(error);
  if (status === undefined || status < 400) return outcome('uncertain', words);
  return httpVerdict(error, status, words);
}

const connecting = new Set(['connect', 'getaddrinfo', 'spawn']);

function beforeAnything(error: unknown, code: string): boolean {
  const call = read(error, 'syscall');
  if (typeof call === 'string' && connecting.has(call.split(' ')[0] ?? '')) return true;
  return ['EAUTH', 'ETLS', 'EDNS', 'ECONFIG'].includes(code) || nameOf(error) === 'CredentialsProviderError';
}

// sysexits.h: 67 and 68 are about the recipient; all others are this machine's own trouble.
function sendmailVerdict(words: string): Attempt {
  const [, exit] = /exited with code (\d+)$/.exec(words) ?? [];
  if (exit === '67' || exit === '68') return outcome('failed', `5.1.1 ${words}`);
  if (exit === '75') return outcome('deferred', `4.3.0 ${words}`);
  if (exit !== undefined || words.includes('not found')) return { ...outcome('deferred', words), refusesSender: true };
  return outcome('uncertain', words);
}

// Of Amazon SES and whatever speaks as its SDK does. A 5xx of HTTP may come after the message was taken.
function httpVerdict(error: unknown, status: number, words: string): Attempt {
  const name = nameOf(error);
  if (status >= 500) return outcome('uncertain', words);
  if (status === 429 || /Throttl|TooManyRequests|LimitExceeded/.test(name)) return outcome('deferred', words);
  if (status === 401 || status === 403 || /Suspended|Paused|NotVerified|AccessDenied|NotFound/.test(name)) {
    return { ...outcome('deferred', words), refusesSender: true };
  }
  return outcome('failed', words);
}

function httpStatus(error: unknown): number | undefined {
  const metadata = read(error, '$metadata');
  const status =
    typeof metadata === 'object' && metadata !== null && 'httpStatusCode' in metadata
      ? metadata.httpStatusCode
      : undefined;
  return typeof status === 'number' ? status : undefined;
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : '';
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}`.replace(/^Error: /, '') : 'refused';
}

function read(error: unknown, key: string): unknown {
  return error instanceof Error ? Reflect.get(error, key) : undefined;
}
