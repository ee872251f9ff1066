import { VesnikError } from '#errors.ts';
import { redactAnswer } from './redaction.ts';

/** Why no connection to the relay stands. `refused`: trying again soon will not help (login, greeting, missing STARTTLS). */
export type RelayFailure = 'unreachable' | 'refused';

/** A connection that could not be opened. `answer` is redacted. */
export class RelayError extends VesnikError {
  readonly failure: RelayFailure;

  constructor(failure: RelayFailure, message: string, hint: string, cause: unknown) {
    super({ code: `relay-${failure}`, message, hint, kind: 'partly', cause });
    this.name = 'RelayError';
    this.failure = failure;
  }
}

interface SmtpFacts {
  readonly code: string;
  /** The code that a system or TLS error had before. */
  readonly originalCode: string;
  readonly command: string;
  readonly responseCode: number | undefined;
  readonly response: string | undefined;
}

/** What an error of smtp-connection tells, as far as it is there. */
export function smtpFacts(error: unknown): SmtpFacts {
  const read = (key: string): unknown => (error instanceof Error ? Reflect.get(error, key) : undefined);
  const [code, originalCode, command, responseCode, response] = [
    'code',
    'originalCode',
    'command',
    'responseCode',
    'response',
  ].map(read);
  return {
    code: typeof code === 'string' ? code : '',
    originalCode: typeof originalCode === 'string' ? originalCode : '',
    command: typeof command === 'string' ? command : '',
    responseCode: typeof responseCode === 'number' ? responseCode : undefined,
    response: typeof response === 'string' ? response : undefined,
  };
}

/** What a connection logs in with. */
interface Login {
  readonly user: string;
  readonly pass: string;
}

/**
 * The error of a connection that did not come to stand, in words that a person can act on. Neither user nor password is in any of
 * them, even where the relay repeats them.
 */
export function relayError(error: unknown, login: Login | undefined): RelayError {
  const { code, originalCode, command, responseCode, response } = smtpFacts(error);
  const secrets = login === undefined ? [] : spokenAtLogin(login);
  const said = response === undefined ? undefined : redactAnswer(response, { recipient: '', others: secrets });
  const answer = said === undefined ? '' : ` It said: ${said.text}`;
  const isPermanent = responseCode !== undefined && responseCode >= 500;
  if (code === 'EAUTH' || command.startsWith('AUTH')) {
    // A relay may repeat the login in spellings that nobody thought of: of its words only the codes are told.
    const codes = [said?.code, said?.enhanced].filter(part => part !== undefined).join(' ');
    const kind = isPermanent || responseCode === undefined ? 'refused' : 'unreachable';
    return new RelayError(
      kind,
      `The relay did not accept the login.${codes === '' ? '' : ` Its answer: ${codes}`}`,
      'Check user and password in VESNIK_SMTP_URL, then resume.',
      withoutDetails(error),
    );
  }
  if (code === 'ETLS' || command === 'STARTTLS' || /CERT|SELF_SIGNED|VERIFY|SSL|TLS/.test(originalCode)) {
    return new RelayError(
      'refused',
      `No encrypted connection to the relay came to stand.${answer}`,
      'Use a relay that offers STARTTLS, or smtps://. Only on a network that you trust add ?requireTLS=false to VESNIK_SMTP_URL.',
      withoutDetails(error),
    );
  }
  if (isPermanent) {
    return new RelayError(
      'refused',
      `The relay turned the connection away.${answer}`,
      'Ask whoever runs the relay, then resume.',
      withoutDetails(error),
    );
  }
  return new RelayError(
    'unreachable',
    `The relay cannot be reached.${answer}`,
    'Check host and port in VESNIK_SMTP_URL and whether the relay runs, then resume.',
    withoutDetails(error),
  );
}

// PLAIN says all in one (RFC 4616), LOGIN each by itself; the longest first, for one may hold another.
function spokenAtLogin({ user, pass }: Login): string[] {
  const plain = [`\0${user}\0${pass}`, `${user}\0${user}\0${pass}`];
  const parts = [pass, user].sort((one, other) => other.length - one.length);
  const spoken = [...plain, ...parts].map(text => Buffer.from(text).toString('base64'));
  return [...spoken, ...spoken.map(text => text.replace(/=+$/, '')), ...parts];
}

// The library's errors hold whole answers and, in some, the recipient. Only the kind of failure goes on.
function withoutDetails(error: unknown): Error {
  const { code, originalCode } = smtpFacts(error);
  return new Error(`${code} ${originalCode}`.trim() || 'unknown');
}
