import { randomBytes } from 'node:crypto';
import { addressIndex } from '#keys/address-index.ts';
import { sealAddress } from '#keys/address-seal.ts';
import type { KeyRing } from '#keys/key-ring.ts';
import { type Provider, providerOf } from './provider.ts';
import type { GoodRow } from './subscriber-row.ts';
import type { Form, SubscriberState } from './subscriber-state.ts';

/** The keys that rows are pressed with. */
export type PressKeys = Pick<KeyRing, 'address' | 'index'>;

/** What many rows have in common. */
export interface RowKind {
  readonly list: string;
  readonly form: Form;
  readonly state: SubscriberState;
  readonly provider: Provider;
  readonly source: string;
}

/**
 * Subscribers ready for the database, in the order of their address indexes, packed so that a thread hands a hundred
 * thousand of them over for nothing. Where they were not sealed `refs` and `sealed` are empty.
 */
export interface PressedRows {
  readonly count: number;
  /** 32 bytes each. */
  readonly indexes: Uint8Array<ArrayBuffer>;
  /** 16 bytes each. */
  readonly refs: Uint8Array<ArrayBuffer>;
  readonly sealed: Uint8Array<ArrayBuffer>;
  /** Where each sealed address ends. */
  readonly sealedEnds: Uint32Array<ArrayBuffer>;
  readonly kinds: readonly RowKind[];
  /** Each row's place in `kinds`. */
  readonly kindOf: Uint32Array<ArrayBuffer>;
  readonly consentAt: Float64Array<ArrayBuffer>;
}

// Rows that follow each other share the first byte of their references, drawn anew for every so many. The index of the
// references then changes on few pages at a time, and 15 random bytes are as good as 16 to tell subscribers apart. Nobody
// outside sees a reference: tokens seal it.
const rowsPerPrefix = 2_048;
const longestSeal = 29 + 256;

/**
 * Computes index, reference and seal of each row. Sorted by index, because it is random: in the order of a file each row of
 * a large list would change a page of its own (8,400 rows a second at 400,000 subscribers, and slower from there).
 */
export function pressedRows(
  rows: readonly GoodRow[],
  keys: PressKeys,
  { seal }: { readonly seal: boolean },
): PressedRows {
  const count = rows.length;
  const unsorted = Buffer.allocUnsafe(count * 32);
  for (const [at, { address }] of rows.entries()) unsorted.set(addressIndex(keys, address), at * 32);
  const order = sorted(unsorted, count);
  const indexes = new Uint8Array(count * 32);
  const refs = seal ? references(count) : new Uint8Array(0);
  const nonces = seal ? randomBytes(count * 12) : Buffer.alloc(0);
  const sealed = new Uint8Array(seal ? count * longestSeal : 0);
  const sealedEnds = new Uint32Array(seal ? count : 0);
  const kindOf = new Uint32Array(count);
  const consentAt = new Float64Array(count);
  const { kinds, numberOf } = kindRegister();
  let end = 0;
  for (let place = 0; place < count; place += 1) {
    const at = order[place] ?? 0;
    const row = rows[at];
    if (row === undefined) continue;
    indexes.set(unsorted.subarray(at * 32, (at + 1) * 32), place * 32);
    kindOf[place] = numberOf(row);
    consentAt[place] = row.consentAt;
    if (!seal) continue;
    const ref = refs.subarray(place * 16, (place + 1) * 16);
    const bytes = sealAddress(keys, row.address, ref, nonces.subarray(place * 12, (place + 1) * 12));
    sealed.set(bytes, end);
    end += bytes.length;
    sealedEnds[place] = end;
  }
  return { count, indexes, refs, sealed: sealed.slice(0, end), sealedEnds, kinds, kindOf, consentAt };
}

// By the first four bytes: what matters is the page, and a page holds dozens of neighbours.
function sorted(indexes: Buffer, count: number): Float64Array {
  const keyed = new Float64Array(count);
  for (let at = 0; at < count; at += 1) keyed[at] = indexes.readUInt32BE(at * 32) * 2 ** 20 + at;
  return keyed.sort().map(each => each % 2 ** 20);
}

function references(count: number): Uint8Array<ArrayBuffer> {
  const refs = new Uint8Array(count * 16);
  for (let at = 0; at < refs.length; at += 65_536) crypto.getRandomValues(refs.subarray(at, at + 65_536));
  for (let place = 0; place < count; place += 1) {
    const first = place - (place % rowsPerPrefix);
    refs[place * 16] = refs[first * 16] ?? 0;
  }
  return refs;
}

function kindRegister() {
  const kinds: RowKind[] = [];
  const numbers = new Map<string, number>();
  const numberOf = ({ list, form, state, source, domain }: GoodRow): number => {
    const provider = providerOf(domain);
    const name = `${list}\n${form}\n${state}\n${provider}\n${source}`;
    const known = numbers.get(name);
    if (known !== undefined) return known;
    numbers.set(name, kinds.length);
    return kinds.push({ list, form, state, provider, source }) - 1;
  };
  return { kinds, numberOf };
}
