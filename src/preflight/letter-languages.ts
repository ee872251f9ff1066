import type { Problem } from '#content/problem.ts';
import type { Selection } from '#content/selection.ts';
import { type Finding, findingAt } from './finding.ts';

/**
 * Where a letter is not there in the language of some of its readers. It goes out all the same, for it may be urgent. A file
 * that is there with errors is told of by those.
 */
export function letterLanguages(selections: readonly Selection[], problems: readonly Problem[]): Finding[] {
  const taken = selections.flatMap(({ issue, list }) => {
    const words = issue.words[list.interface];
    return words === undefined ? [] : [{ letter: issue.id, list: list.id, wanted: list.interface, words }];
  });
  const isOwn = ({ wanted, words }: (typeof taken)[number]) => wanted === words.language;
  const own = taken.filter(isOwn).map(({ list }) => list);
  const others = Map.groupBy(
    taken.filter(one => !isOwn(one)),
    ({ wanted }) => wanted,
  );
  const isFaulty = (file: string) => problems.some(one => one.file === file && one.severity === 'error');
  return [...others].flatMap(([wanted, group]) =>
    group
      .slice(0, 1)
      .filter(({ letter }) => !isFaulty(`content/${letter}.${wanted}.mdx`))
      .map(({ letter, list, words }) =>
        findingAt(`content/${letter}.${wanted}.mdx`, {
          ...{ rule: 'letter-language', severity: 'warning', list },
          message: `There is no such file, or it is a draft; so \`${words.file.split('/').at(-1)}\` goes to ${group.map(one => one.list).join(', ')}.`,
          hint: `Write it${own.length === 0 ? '' : `; or, where the letter is not for them, name in each of its files who gets it: lists: [${own.join(', ')}]`}`,
        }),
      ),
  );
}
