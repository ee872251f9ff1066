// Arrays as PostgreSQL takes them in binary (`array_recv`): a head of five 32-bit numbers, and before each element its length, -1 for null.
// As text every byte would be two hexadecimal digits and every number a string, written here and read there.
const headBytes = 20;
const types = { bytea: 17, int8: 20, int4: 23 } as const;

/** `bytea[]` of pieces of `from`; piece `at` ends at `endOf(at)`, where the next one begins. */
export function byteaArray(from: Uint8Array, start: number, count: number, endOf: (at: number) => number): Buffer {
  const all = count === 0 ? 0 : endOf(count - 1) - start;
  const array = head('bytea', count, all);
  let offset = headBytes;
  let begin = start;
  for (let at = 0; at < count; at += 1) {
    const end = endOf(at);
    offset = array.writeInt32BE(end - begin, offset);
    array.set(from.subarray(begin, end), offset);
    offset += end - begin;
    begin = end;
  }
  return array;
}

/** `int4[]` */
export function int4Array(values: Uint32Array): Buffer {
  const array = head('int4', values.length, values.length * 4);
  let offset = headBytes;
  for (const value of values) {
    offset = array.writeInt32BE(4, offset);
    offset = array.writeInt32BE(value, offset);
  }
  return array;
}

/** `int8[]` of whole numbers; NaN is null. */
export function int8Array(values: Float64Array): Buffer {
  const array = head('int8', values.length, values.length * 8);
  let offset = headBytes;
  for (const value of values) {
    if (Number.isNaN(value)) {
      offset = array.writeInt32BE(-1, offset);
      continue;
    }
    const high = Math.floor(value / 2 ** 32);
    offset = array.writeInt32BE(8, offset);
    offset = array.writeInt32BE(high, offset);
    offset = array.writeUInt32BE(value - high * 2 ** 32, offset);
  }
  return array.subarray(0, offset);
}

function head(type: keyof typeof types, count: number, elementBytes: number): Buffer {
  const array = Buffer.allocUnsafe(headBytes + count * 4 + elementBytes);
  // One dimension, nulls or none, its type, its length, counted from 1.
  [1, type === 'int8' ? 1 : 0, types[type], count, 1].forEach((number, at) => {
    array.writeInt32BE(number, at * 4);
  });
  return array;
}
