import { VesnikError } from '#errors.ts';
import { parseAddress } from '#keys/address.ts';
import type { Settings } from './settings.ts';

/** For commands that take addresses where no relay can be asked. */
export const allLettersArg = {
  'all-letters': {
    type: 'boolean',
    description: 'Take чытач@example.org without asking the relay whether it does (SMTPUTF8)',
  },
} as const;

/**
 * Whether mail can go to addresses whose part before @ is not ASCII (SMTPUTF8, RFC 6531): the relay is asked, another transport takes
 * them, and where neither is set nobody does. Never throws for a relay that is away: then the answer is no.
 */
export function letterQuestion({ smtpUrl, transport }: Settings): () => Promise<boolean> {
  if (transport !== undefined) return async () => true;
  if (smtpUrl === undefined) return async () => false;
  let asked: Promise<() => Promise<boolean>> | undefined;
  return async () => {
    asked ??= relayQuestion(smtpUrl);
    return (await asked)();
  };
}

// Loaded when there is a relay to ask: what speaks to one is 30 MB, a tenth of what a long import may take.
async function relayQuestion(smtpUrl: string): Promise<() => Promise<boolean>> {
  const { relayAlphabet } = await import('#delivery/relay-alphabet.ts');
  const { readRelayUrl } = await import('#delivery/relay-address.ts');
  return relayAlphabet({ relay: readRelayUrl(smtpUrl) });
}

/** Throws VesnikError `address-letters` for an address that no mail could go to. */
export async function requireLetters(address: string, settings: Settings): Promise<void> {
  const parsed = parseAddress(address);
  if (!parsed.ok || !parsed.address.needsSmtpUtf8 || (await letterQuestion(settings)())) return;
  const why = settings.smtpUrl === undefined ? 'no relay is set (VESNIK_SMTP_URL)' : 'the relay has not said so';
  throw new VesnikError({
    code: 'address-letters',
    message: `The part before @ has letters beyond ASCII. Only a relay with SMTPUTF8 takes those, and ${why}. Nobody was added.`,
    hint: 'Ask them for an address in ASCII. Where the relay takes such addresses and cannot be asked just now: --all-letters',
  });
}
