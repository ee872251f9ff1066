import { VesnikError } from '#errors.ts';
import { openAddress } from '#keys/address-seal.ts';
import type { LinkPurpose } from '#keys/key-ring.ts';
import { openLinkToken } from '#keys/link-token.ts';
import type { Store } from './open.ts';

/**
 * The address of a subscriber's row. Keys that `keys rotate` made while this program runs are read from the database when the
 * first thing sealed with one turns up: call it outside of transactions, on SQLite they have the only connection.
 */
export async function addressOf(store: Store, sealed: Uint8Array, ref: Uint8Array): Promise<string> {
  if (!isKnown(store.ring.address.byId, sealed[0])) await store.readKeysAgain();
  return openAddress(store.ring, sealed, ref);
}

/** The 16 bytes of the subscriber behind a personal link, or undefined for a token that does not open; keys as in `addressOf`. */
export async function refOfLink(store: Store, purpose: LinkPurpose, token: string): Promise<Buffer | undefined> {
  const ref = openLinkToken(store.ring, purpose, token);
  // A link has the id of its key in its first byte, whoever made it up.
  if (ref !== undefined || isKnown(store.ring.token.byId, Buffer.from(token.slice(0, 4), 'base64url')[0])) return ref;
  try {
    await store.readKeysAgain();
  } catch (error) {
    // The master key was exchanged and this program cannot have the new one: all links but forged ones still open.
    if (error instanceof VesnikError && error.code === 'wrong-key') return undefined;
    throw error;
  }
  return openLinkToken(store.ring, purpose, token);
}

/** Before addresses are sealed: with the newest key, though it was made while this program runs. */
export async function keepKeysCurrent(store: Store): Promise<void> {
  const newest = await store.db
    .selectFrom('keys')
    .select(({ fn }) => fn.max('id').as('id'))
    .where('kind', '=', 'address')
    .executeTakeFirst();
  if (newest?.id !== store.ring.address.current) await store.readKeysAgain();
}

function isKnown(byId: ReadonlyMap<number, unknown>, id: number | undefined): boolean {
  return id !== undefined && byId.has(id);
}
