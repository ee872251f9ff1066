import { VesnikError } from '#errors.ts';
import { openAddress } from '#keys/address-seal.ts';
import { fromBase32 } from '#keys/base32.ts';
import { openBounceToken } from '#keys/bounce-token.ts';
import type { LinkPurpose } from '#keys/key-ring.ts';
import { openLeavingToken } from '#keys/leaving-token.ts';
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
export function refOfLink(store: Store, purpose: LinkPurpose, token: string): Promise<Buffer | undefined> {
  const keyId = Buffer.from(token.slice(0, 4), 'base64url')[0];
  return openedToken(store, keyId, () => openLinkToken(store.ring, purpose, token));
}

/** The 16 random bytes of the delivery whose envelope sender holds this token, or undefined for a forged one; keys as in `addressOf`. */
export function deliveryOfToken(store: Store, token: string): Promise<Buffer | undefined> {
  return openedToken(store, keyIdOf(token), () => openBounceToken(store.ring, token));
}

/** The 16 bytes of the subscriber who leaves by a mail to the address with this token, or undefined; keys as in `addressOf`. */
export function refOfMailbox(store: Store, token: string): Promise<Buffer | undefined> {
  return openedToken(store, keyIdOf(token), () => openLeavingToken(store.ring, token));
}

// A token has the id of its key in its first byte, whoever made it up.
async function openedToken(
  store: Store,
  keyId: number | undefined,
  open: () => Buffer | undefined,
): Promise<Buffer | undefined> {
  const opened = open();
  if (opened !== undefined || keyId === undefined || isKnown(store.ring.token.byId, keyId)) return opened;
  try {
    await store.readKeysAgain();
  } catch (error) {
    // The master key was exchanged and this program cannot have the new one: all tokens but forged ones still open.
    if (error instanceof VesnikError && error.code === 'wrong-key') return undefined;
    throw error;
  }
  return open();
}

function keyIdOf(token: string): number | undefined {
  return fromBase32(token.slice(0, 8).toLowerCase())?.[0];
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
