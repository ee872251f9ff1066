import { createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';
import { VesnikError } from '#errors.ts';
import { keyKinds, unwrapKey, type WrappedKey } from './wrapped-key.ts';

/** What a personal link may do. A token minted for one purpose never opens for another. */
export const linkPurposes = ['unsubscribe', 'preferences', 'confirm', 'data'] as const;
export type LinkPurpose = (typeof linkPurposes)[number];

/** Sub-keys of one token key. Old ones verify for ever. */
export interface TokenKey {
  readonly link: Readonly<Record<LinkPurpose, KeyObject>>;
  readonly bounce: KeyObject;
  /** Of addresses to which somebody mails in order to leave. */
  readonly leaving: { readonly seal: KeyObject; readonly proof: KeyObject };
}

/**
 * The unwrapped keys of a database. Key objects, not bytes: an HMAC from raw bytes makes a new object each time
 * (8–13 % of samples in the send benchmark).
 */
export interface KeyRing {
  readonly address: Numbered<KeyObject>;
  readonly token: Numbered<TokenKey>;
  readonly index: KeyObject;
}

/** Keys by id (1–255); `current` is the newest, with which new things are made. */
export interface Numbered<Key> {
  readonly current: number;
  readonly byId: ReadonlyMap<number, Key>;
}

/**
 * Opens the wrapped keys of a database. Throws VesnikError (usage) `wrong-key` when the master key is not the one
 * that wrapped them, `keys-missing` when one kind is absent.
 */
export function openKeyRing(masterKey: Uint8Array, wrapped: readonly WrappedKey[]): KeyRing {
  const opened = wrapped.map(key => ({ kind: key.kind, id: key.id, bytes: unwrapKey(masterKey, key) }));
  const byKind = (kind: WrappedKey['kind']): Map<number, Buffer> =>
    new Map(opened.filter(key => key.kind === kind).map(key => [key.id, key.bytes]));
  for (const kind of keyKinds) if (byKind(kind).size === 0) throw keysMissing(kind);
  const index = numbered(byKind('index'), bytes => createSecretKey(bytes));
  return {
    address: numbered(byKind('address'), bytes => createSecretKey(bytes)),
    token: numbered(byKind('token'), tokenKey),
    index: current(index),
  };
}

/** The key with which new things are made. */
export function current<Key>(keys: Numbered<Key>): Key {
  const key = keys.byId.get(keys.current);
  if (key === undefined) throw new RangeError(`key ${keys.current} is not in the ring`);
  return key;
}

function numbered<Key>(bytesById: ReadonlyMap<number, Buffer>, make: (bytes: Buffer) => Key): Numbered<Key> {
  return {
    current: Math.max(...bytesById.keys()),
    byId: new Map([...bytesById].map(([id, bytes]) => [id, make(bytes)])),
  };
}

function tokenKey(bytes: Buffer): TokenKey {
  const sub = (use: string): KeyObject =>
    createSecretKey(Buffer.from(hkdfSync('sha256', bytes, Buffer.alloc(0), `vesnik/1 ${use}`, 32)));
  return {
    link: {
      unsubscribe: sub('link unsubscribe'),
      preferences: sub('link preferences'),
      confirm: sub('link confirm'),
      data: sub('link data'),
    },
    bounce: sub('bounce'),
    leaving: { seal: sub('leaving seal'), proof: sub('leaving proof') },
  };
}

function keysMissing(kind: string): VesnikError {
  return new VesnikError({
    code: 'keys-missing',
    message: `The database holds no ${kind} key. Its table of keys was damaged or emptied.`,
    hint: 'Put your newest good copy of the database back.',
    kind: 'usage',
  });
}
