/** Numbers below 2^48, drawn evenly, in 16 bytes each at most: a `Set` takes 50 and more. */
export interface MarkSet {
  has(mark: number): boolean;
  add(mark: number): void;
}

export function markSet(): MarkSet {
  // Open addressing; 0 is an empty place, and the mark 0 stands as 1: it comes once in 2^48.
  let places = new Float64Array(1024);
  let count = 0;
  const find = (within: Float64Array, mark: number): number => {
    let at = mark % within.length;
    while (within[at] !== 0 && within[at] !== mark) at = (at + 1) % within.length;
    return at;
  };
  const grow = (): void => {
    const larger = new Float64Array(places.length * 2);
    for (const mark of places) if (mark !== 0) larger[find(larger, mark)] = mark;
    places = larger;
  };
  return {
    has: mark => places[find(places, mark || 1)] !== 0,
    add: mark => {
      const at = find(places, mark || 1);
      if (places[at] !== 0) return;
      places[at] = mark || 1;
      count += 1;
      if (count > places.length * 0.6) grow();
    },
  };
}
