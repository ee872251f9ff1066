import type { FollowUpKind, MailingKind } from './mailing-kind.ts';

/** What the id of a mailing says. */
interface MailingName {
  readonly kind: MailingKind;
  /** `2024-04-15`, also of what follows it; of a letter `letters/2024-05-01-blocked`. */
  readonly issue: string;
  /** Of a correction or translation: which one, from 1. */
  readonly number?: number;
}

/** Reads `2024-04-15`, `2024-04-15/correction-1`, `2024-04-15/translation-2` or `letters/2024-05-01-blocked`. */
export function readMailingId(id: string): MailingName {
  const [, issue, kind, number] = /^(\d[^/]*)\/(correction|translation)-([1-9]\d*)$/.exec(id) ?? [];
  if (issue !== undefined && (kind === 'correction' || kind === 'translation')) {
    return { kind, issue, number: Number(number) };
  }
  return { kind: id.startsWith('letters/') ? 'letter' : 'issue', issue: id };
}

export function followUpId(issue: string, kind: FollowUpKind, number: number): string {
  return `${issue}/${kind}-${number}`;
}

/** What is mailed, for a sentence: `the issue 2024-04-15`, `the correction 1 to the issue 2024-04-15`. */
export function mailingName(id: string): string {
  const { kind, issue, number } = readMailingId(id);
  if (kind === 'letter') return `the letter ${issue.slice('letters/'.length)}`;
  if (kind === 'issue') return `the issue ${issue}`;
  return `the ${kind} ${number} ${kind === 'correction' ? 'to' : 'of'} the issue ${issue}`;
}

/** The same at the head of a sentence. */
export function mailingHeading(id: string): string {
  return mailingName(id).replace(/^the (.)/u, (_, first: string) => first.toUpperCase());
}

/** How it is mailed: `npx vesnik send 2024-04-15 --correction`. */
export function sendCommand(id: string): string {
  const { kind, issue, number } = readMailingId(id);
  return `npx vesnik send ${issue}${number === undefined ? '' : ` --${kind}`}`;
}
