import { text } from 'node:stream/consumers';
import { VesnikError } from '#errors.ts';
import type { Store } from '#store/open.ts';
import type { Subscriber } from '#store/subscribers.ts';
import { findByAddress } from '#store/subscribers.ts';
import type { Terminal } from './terminal.ts';

/** The one person that a command is about. A dash keeps the address out of the shell's history. */
export const addressArg = {
  address: {
    type: 'positional',
    required: true,
    description: 'Their address, or - to read it from standard input',
  },
} as const;

/** The address that was given, from standard input where a dash was. */
export async function givenAddress(address: string, { stdin }: Terminal): Promise<string> {
  return address === '-' ? (await text(stdin)).trim() : address;
}

/** The subscriber with this address. Throws a VesnikError `unknown-subscriber`, which does not repeat the address. */
export async function knownSubscriber(store: Store, address: string): Promise<Subscriber> {
  const found = await findByAddress(store, address);
  if (found) return found;
  throw new VesnikError({
    code: 'unknown-subscriber',
    message: 'Nobody is known by this address.',
    hint: 'Look at its spelling. To add them, with their consent: npx vesnik subscribers add <address> --list <list>',
  });
}
