/** The name out of `known` that somebody most likely meant, or undefined when none is near. */
export function nearest(word: string, known: Iterable<string>): string | undefined {
  const wanted = word.toLowerCase().slice(0, longest);
  const [best] = [...known]
    .map(name => ({ name, distance: distance(wanted, name.toLowerCase()) }))
    .filter(({ name, distance }) => distance <= Math.max(1, Math.floor(Math.min(name.length, wanted.length) / 3)))
    .sort((a, b) => a.distance - b.distance);
  return best?.name;
}

/** `Did you mean …? ` or nothing. */
export function didYouMean(word: string, known: Iterable<string>): string {
  const name = nearest(word, known);
  return name === undefined ? '' : `Did you mean \`${name}\`? `;
}

/** The address out of `known` that differs from a wrong one in one step only: in its language, or by a slip in a name. */
export function nearestPage(path: string, known: Iterable<string>): string | undefined {
  const steps = path
    .replace(/[?#].*$/, '')
    .replace(/\/?$/, '/')
    .split('/');
  const alike = [...known].flatMap(page => {
    const others = page.split('/');
    const [at = -1, ...more] = steps.flatMap((step, index) => (step === others[index] ? [] : [index]));
    return others.length === steps.length && at > 0 && more.length === 0 ? [{ page, at, step: others[at] ?? '' }] : [];
  });
  const [slip] = alike
    .filter(({ at, step }) => nearest(steps[at] ?? '', [step]) !== undefined)
    .sort((a, b) => distance(steps[a.at] ?? '', a.step) - distance(steps[b.at] ?? '', b.step));
  return (slip ?? alike.find(({ at }) => at === 1))?.page;
}

/** Letters to change, add, leave out or swap with the next one to come from `a` to `b` (Damerau–Levenshtein, restricted). */
export function distance(a: string, b: string): number {
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1];
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      current.push(
        Math.min(
          at(above, column) + 1,
          at(current, column - 1) + 1,
          at(above, column - 1) + (same ? 0 : 1),
          swapped ? at(before, column - 2) + 1 : Number.POSITIVE_INFINITY,
        ),
      );
    }
    before = above;
    above = current;
  }
  return at(above, b.length);
}

/** No name in our files is longer; a longer word is cut so that the work stays small. */
const longest = 100;

function at(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY;
}
