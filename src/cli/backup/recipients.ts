import { Encrypter } from 'age-encryption';
import { VesnikError } from '#errors.ts';
import type { Environment } from '../settings.ts';

/** An encrypter to `--to`, else to VESNIK_BACKUP_RECIPIENT: age recipients, several with commas. Throws VesnikError (usage). */
export function encrypterTo(to: string | undefined, env: Environment): Encrypter {
  const words = (to ?? env.VESNIK_BACKUP_RECIPIENT ?? '').split(/[\s,]+/u).filter(Boolean);
  if (words.length === 0) throw noRecipient();
  const encrypter = new Encrypter();
  for (const word of words) {
    if (/^AGE-SECRET-KEY/iu.test(word)) throw secretGiven();
    try {
      encrypter.addRecipient(word);
    } catch (cause) {
      throw notARecipient(cause);
    }
  }
  return encrypter;
}

function noRecipient(): VesnikError {
  return new VesnikError({
    code: 'no-recipient',
    message: 'Whom is the backup for? A backup is always encrypted, and no recipient is named.',
    hint: 'Set VESNIK_BACKUP_RECIPIENT=age1… or give --to age1…\nTo make a pair, on a machine that is not this one: npx vesnik backup --make-identity <file>, or age-keygen',
    kind: 'usage',
  });
}

function notARecipient(cause: unknown): VesnikError {
  return new VesnikError({
    code: 'wrong-recipient',
    message: 'That is not an age recipient.',
    hint: 'It begins with age1 and is the "public key" that age-keygen shows; several are separated by commas.',
    kind: 'usage',
    cause,
  });
}

function secretGiven(): VesnikError {
  return new VesnikError({
    code: 'wrong-recipient',
    message: 'That is the secret half: it opens backups, and has no place on the machine that makes them.',
    hint: 'Give the public half, which begins with age1. If the secret one stands in your shell history or in an .env file, make a new pair.',
    kind: 'usage',
  });
}
