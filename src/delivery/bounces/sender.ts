import { allValues, type Field, firstValue, wordsOf } from './fields.ts';

const daemon =
  /mailer-?d(?:a|ae)emon|postmaster|mail[ -]?delivery|mail[ -]?(?:administrator|admin|system|robot|server)|delivery[ -](?:sub)?system|mdaemon|system administrator|maildelivery|internet mail|microsoft ?exchange|exchange (?:server|admin)|mrelay|smtp(?:-| )?(?:daemon|server|relay|gateway)|bounce[sd]?\b|\bmta\b|системный администратор|почтовая система|служба доставки|systemadministrator|administrateur système|administrator systemu|microsoft outlook|lotus notes|domino|amavis|mimecast|mail[- ]?gateway|auto-?responder daemon|uucp|mmdf|smail|returned mail|complaints?@|antispam gateway|undeliver/i;

/** Whether the sender's name or address is one that mail servers use. */
export function isDaemon(fields: readonly Field[]): boolean {
  const from = wordsOf(fields, 'from') || wordsOf(fields, 'sender');
  return from.trim() === '' || /^<>$/.test(from.trim()) || daemon.test(from.slice(0, 400));
}

/** Whether the envelope sender was null. */
export function hasNullSender(fields: readonly Field[]): boolean {
  return allValues(fields, 'return-path').some(path => /^<\s*>$/.test(path.trim()));
}

/** Whether the envelope sender is known and neither null nor a server's: whatever the name in `From` says, somebody wrote this. */
export function hasSender(fields: readonly Field[]): boolean {
  const path = firstValue(fields, 'return-path').trim();
  return path !== '' && !hasNullSender(fields) && !/^<?(?:mailer-daemon|mdaemon|postmaster)(?:@|>|$)/i.test(path);
}

/** A person answers or passes something on; servers' reports are neither. */
export function isFromPerson(fields: readonly Field[], subject: string): boolean {
  if (firstValue(fields, 'list-id') !== '' || firstValue(fields, 'list-unsubscribe') !== '') return true;
  if (isDaemon(fields) && (hasNullSender(fields) || firstValue(fields, 'in-reply-to') === '')) return false;
  return /^\s*(?:re|fwd?|aw|wg|tr|rv|odp|pd|ha|отв|ответ|пересл)\s*(?:\[\d+\])?:/i.test(subject);
}
