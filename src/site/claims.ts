/** Things that several threads share out among themselves: each is told by its place in an order that all of them know. */
export interface Claims {
  /** What another thread makes the same claims of. */
  readonly shared: SharedArrayBuffer;
  /** Whether this thread is the first to claim the thing at that place. Nobody has a thing beyond the end. */
  readonly claim: (place: number) => boolean;
}

export function newClaims(count: number): Claims {
  return claimsOf(new SharedArrayBuffer(count));
}

export function claimsOf(shared: SharedArrayBuffer): Claims {
  const taken = new Uint8Array(shared);
  return {
    shared,
    claim: place => place < taken.length && Atomics.compareExchange(taken, place, 0, 1) === 0,
  };
}
