import { allValues, type Field } from './fields.ts';

const most = 16;

// Where mail servers write for whom a mail was.
const recipientFields = [
  ...['to', 'delivered-to', 'x-original-to', 'envelope-to', 'x-envelope-to', 'x-rcpt-to', 'x-real-to', 'apparently-to'],
  ...['cc', 'resent-to', 'x-delivered-to'],
];
// Fields of DSN (RFC 3464, 2.2, 2.3) and ARF (RFC 5965, 3.2).
const reportFields = ['original-mail-from', 'original-envelope-id', 'original-recipient', 'final-recipient'];
const originalFields = ['return-path', 'x-envelope-from', 'x-original-from', 'list-unsubscribe', 'received-spf'];

/** Whom the mail was for: values of the fields that name the envelope's recipient. */
function recipientsOf(fields: readonly Field[]): string[] {
  const received = allValues(fields, 'received').map(value => /\sfor\s+<?([^\s<>;]{1,320})/i.exec(value)?.[1] ?? '');
  return [...recipientFields.flatMap(name => allValues(fields, name)), ...received];
}

/**
 * Candidates for tokens, in the order in which they prove anything: the mail's own recipient, the report's fields, the returned
 * original. Lower case, none twice, at most 16.
 */
export function tokensOf(own: readonly Field[], report: readonly Field[], original: readonly Field[]): string[] {
  const values = [
    ...recipientsOf(own),
    ...reportFields.flatMap(name => allValues(report, name)),
    ...originalFields.flatMap(name => allValues(original, name)),
  ];
  return [...new Set(values.flatMap(tokensIn))].slice(0, most);
}

/** Tokens of `unsubscribe+TOKEN@…` among the mail's recipients. */
export function unsubscribeTokens(own: readonly Field[]): string[] {
  const tokens = recipientsOf(own).flatMap(value =>
    [...value.matchAll(/(?<![a-z0-9])unsubscribe(?:\+|=2b|%2b)([a-z2-7]{40})@/gi)].map(([, token = '']) =>
      token.toLowerCase(),
    ),
  );
  return [...new Set(tokens)].slice(0, most);
}

// `+` may have become `=2B`, and forwarders wrap addresses (SRS, BATV): what stands around the 40 characters does not matter.
function tokensIn(value: string): string[] {
  return [...value.matchAll(/(?<![a-z0-9])(?:2b)?([a-z2-7]{40})(?![a-z0-9])/gi)].map(([, token = '']) =>
    token.toLowerCase(),
  );
}
