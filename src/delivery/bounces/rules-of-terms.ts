import type { Rule } from './rule.ts';

/** Terms that mean one thing only, whatever stands around them: they come before all rules that read loosely. */
export const rulesOfTerms: readonly Rule[] = [
  ['temporary', /\bgr[ae]y ?-?list/, 'Postfix postgrey, Exim, milter-greylist'],
  ['authentication', /required authentication level|\b5\.7\.515\b/, 'Outlook.com'],
  ['restricted', /resolver\.rst\.(?:authrequired|sendernotauthenticated)/, 'Exchange: authentication of the sender'],
  ['rate', /receiving mail at a rate|temporarily rate limited/, 'Gmail, Outlook.com'],
  ['full', /\bdis[ck] quota exceeded|\bmail ?box size limit|\bmail ?box (?:is )?full\b/, 'mail.local, Mail.ru, Zimbra'],
  ['full', /space left in the mail ?box|\bmail ?box exceeds|\b[45]\.2\.2 quota/, 'Haraka, IMail, T-Online'],
  ['content', /\bmessage filtered\b|\bcontent presents\b/, 'Symantec.cloud, Gmail'],
  ['inactive', /\bmail ?box is (?:blocked|disabled|locked)\b/, 'Yandex'],
  ['unreachable', /in the queue too long|\bcannot start tls\b|\bretry time(?:out)? exceeded/, 'qmail, Exim, Postfix'],
  ['relaying', /list of allowed rcpthosts/, 'qmail'],
];
