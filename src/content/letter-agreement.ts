import { type Fault, fault, problemsOf } from './fault.ts';
import type { ParsedLetter } from './letter-file.ts';
import type { Problem } from './problem.ts';
import type { Content } from './read-content.ts';
import { didYouMean } from './suggestion.ts';

/** Lists that do not exist, and languages of one letter that go to different ones. */
export function letterProblems({ letters, newsletter }: Pick<Content, 'letters' | 'newsletter'>): Problem[] {
  const lists = newsletter?.lists.map(({ id }) => id);
  return [...Map.groupBy(letters, ({ name }) => name).values()].flatMap(group => {
    const [first, ...others] = group;
    return [
      ...group.flatMap(one => problemsOf(one.version.file, lists === undefined ? [] : unknownLists(one, lists))),
      ...others.flatMap(one => problemsOf(one.version.file, first === undefined ? [] : listsDiffer(one, first))),
    ];
  });
}

function unknownLists({ lists = [], placeOf }: ParsedLetter, known: readonly string[]): Fault[] {
  return lists.flatMap((list, index) => {
    if (known.includes(list)) return [];
    const hint = `${didYouMean(list, known)}Lists in content/newsletter.yaml: ${known.join(', ')}.`;
    return [fault(placeOf(['lists', index]), 'unknown-list', `There is no list \`${list}\`.`, hint)];
  });
}

function listsDiffer(one: ParsedLetter, first: ParsedLetter): Fault[] {
  const written = ({ lists }: ParsedLetter) =>
    lists === undefined ? '' : `[${[...new Set(lists)].sort().join(', ')}]`;
  if (written(one) === written(first)) return [];
  const said = written(first) === '' ? 'says nothing of `lists`' : `says \`lists: ${written(first)}\``;
  const here = written(one) === '' ? 'nothing' : `\`${written(one)}\``;
  const name = first.version.file.split('/').at(-1);
  const hint =
    written(first) === ''
      ? 'Leave the line out, or add it there: a letter goes to the same lists in all its languages.'
      : `Write \`lists: ${written(first)}\`, here or there.`;
  return [fault(one.placeOf(['lists']), 'lists-differ', `\`${name}\` ${said}; this file ${here}.`, hint)];
}
