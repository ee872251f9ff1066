/** Works on items, so many together; the results as they came. */
export async function inTurn<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
  together: number,
): Promise<Result[]> {
  const results: Result[] = [];
  const waiting = items[Symbol.iterator]();
  const lanes = Array.from({ length: together }, async () => {
    for (const item of waiting) results.push(await work(item));
  });
  await Promise.all(lanes);
  return results;
}

/** The largest distance between two empirical distributions, 0 to 1. */
export function ksDistance(one: readonly number[], other: readonly number[]): number {
  const below = (times: readonly number[], limit: number) => times.filter(time => time <= limit).length / times.length;
  return Math.max(0, ...[...one, ...other].map(limit => Math.abs(below(one, limit) - below(other, limit))));
}
