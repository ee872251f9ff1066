import { randomBytes } from 'node:crypto';
import { addressIndex } from '#keys/address-index.ts';
import { sealAddress, sealedLength } from '#keys/address-seal.ts';
import type { KeyRing } from '#keys/key-ring.ts';
import type { PressedRows } from './pressed-rows.ts';
import { kindRegister } from './row-kind.ts';
import type { GoodRow } from './subscriber-row.ts';

/** The keys that rows are pressed with. */
export type PressKeys = Pick<KeyRing, 'address' | 'index'>;

// Rows that follow each other share the first byte of their references, drawn anew for every so many. The index of the
// references then changes on few pages at a time, and 15 random bytes are as good as 16 to tell subscribers apart. Nobody
// outside sees a reference: tokens seal it.
const rowsPerPrefix = 2_048;

/** Rows on their way to the database; what is kept of each until they are pressed is little. */
export interface RowStock {
  count(): number;
  add(row: GoodRow): void;
  /** All that were added, ready for the database; the stock is empty then. */
  press(): PressedRows;
}

/**
 * Computes index, reference and seal of each row. Sorted by index, because it is random: in the order of a file each row of
 * a large list would change a page of its own (8,400 rows a second at 400,000 subscribers, and slower from there).
 */
export function rowStock(keys: PressKeys, { size, seal }: { readonly size: number; readonly seal: boolean }): RowStock {
  let addresses: string[] = [];
  let kinds = kindRegister();
  const unsorted = Buffer.alloc(size * 32);
  const numbers = new Uint32Array(size);
  const moments = {
    consentAt: new Float64Array(size),
    pausedUntil: new Float64Array(size),
    joinedAt: new Float64Array(size),
    leftAt: new Float64Array(size),
  };
  return {
    count: () => addresses.length,
    add(row) {
      const at = addresses.push(row.address) - 1;
      unsorted.set(addressIndex(keys, row.address), at * 32);
      numbers[at] = kinds.numberOf(row);
      moments.consentAt[at] = row.consentAt;
      moments.pausedUntil[at] = row.pausedUntil ?? Number.NaN;
      moments.joinedAt[at] = row.joinedAt ?? Number.NaN;
      moments.leftAt[at] = row.leftAt ?? Number.NaN;
    },
    press() {
      const count = addresses.length;
      const order = sorted(unsorted, count);
      const indexes = new Uint8Array(count * 32);
      const kindOf = new Uint32Array(count);
      for (let place = 0; place < count; place += 1) {
        const at = order[place] ?? 0;
        indexes.set(unsorted.subarray(at * 32, (at + 1) * 32), place * 32);
        kindOf[place] = numbers[at] ?? 0;
      }
      const inOrder = (values: Float64Array): Float64Array<ArrayBuffer> =>
        Float64Array.from(order, at => values[at] ?? Number.NaN);
      const seals = seal ? sealedRows(keys, addresses, order) : nothingSealed();
      const pressed = {
        ...{ count, indexes, ...seals, kinds: kinds.all, kindOf },
        consentAt: inOrder(moments.consentAt),
        pausedUntil: inOrder(moments.pausedUntil),
        joinedAt: inOrder(moments.joinedAt),
        leftAt: inOrder(moments.leftAt),
      };
      addresses = [];
      kinds = kindRegister();
      return pressed;
    },
  };
}

function sealedRows(
  keys: PressKeys,
  addresses: readonly string[],
  order: Float64Array,
): Pick<PressedRows, 'refs' | 'sealed' | 'sealedEnds'> {
  const refs = references(order.length);
  const nonces = randomBytes(order.length * 12);
  const sealedEnds = new Uint32Array(order.length);
  const sealed = new Uint8Array(addresses.reduce((sum, address) => sum + sealedLength(address), 0));
  let end = 0;
  for (let place = 0; place < order.length; place += 1) {
    const ref = refs.subarray(place * 16, (place + 1) * 16);
    const nonce = nonces.subarray(place * 12, (place + 1) * 12);
    const bytes = sealAddress(keys, addresses[order[place] ?? 0] ?? '', ref, nonce);
    sealed.set(bytes, end);
    end += bytes.length;
    sealedEnds[place] = end;
  }
  return { refs, sealed, sealedEnds };
}

function nothingSealed(): Pick<PressedRows, 'refs' | 'sealed' | 'sealedEnds'> {
  return { refs: new Uint8Array(0), sealed: new Uint8Array(0), sealedEnds: new Uint32Array(0) };
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
