/** Counts how many of a list were taken; shared by all threads that take of it. */
export type Taken = Int32Array<SharedArrayBuffer>;

// Few enough that all end at the same time, enough that what follows each other in the archive is made by one thread.
const atOnce = 8;

export function noneTaken(): Taken {
  return new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
}

/** What of a list this thread is to do, a few at a time, until all is taken. Every thread has the same list. */
export function* shareOf<Item>(list: readonly Item[], taken: Taken): Generator<Item> {
  for (;;) {
    const start = Atomics.add(taken, 0, atOnce);
    if (start >= list.length) return;
    yield* list.slice(start, start + atOnce);
  }
}

/** Says of each of a list whether somebody does it; shared by all threads. */
export type Claims = Int32Array<SharedArrayBuffer>;

export function noneClaimed(length: number): Claims {
  return new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT * length));
}

/** Whether the one at this place is left to whoever asks; nobody else will do it then. */
export function claim(claims: Claims, at: number): boolean {
  return Atomics.compareExchange(claims, at, 0, 1) === 0;
}
