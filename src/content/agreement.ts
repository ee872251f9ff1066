import type { Language } from '#i18n/languages.ts';
import { writePeriod } from './days.ts';
import { type Fault, fault, problemsOf, warning } from './fault.ts';
import type { ParsedIssue } from './issue-folder.ts';
import { bySlug, isStale } from './library.ts';
import type { ParsedVersion } from './parse.ts';
import type { Problem } from './problem.ts';

/** Where the languages of one commentary do not say the same, or a translation does not follow its original. */
export function agreementProblems(issue: ParsedIssue, languages: readonly Language[]): Problem[] {
  return [...bySlug(issue.versions, languages).values()].flatMap(group => {
    const [first, ...others] = group;
    if (!first) return [];
    const own = first.fields.original === undefined ? [] : missingOriginal(first, issue);
    return [
      ...problemsOf(first.version.file, own),
      ...others.flatMap(other =>
        problemsOf(other.version.file, [...originFaults(other, first), ...sameFaults(other, first)]),
      ),
    ];
  });
}

/** A translation whose original has no file at all. */
function missingOriginal({ slug, fields, placeOf }: ParsedVersion, { files }: ParsedIssue): Fault[] {
  if (files.some(file => file.slug === slug && file.language === fields.original)) return [];
  const name = `${slug}.${fields.original}.mdx`;
  const hint = `Add \`${name}\`, or leave the line out in the file that is the original.`;
  return [warning(placeOf(['original']), 'original-missing', `Its original \`${name}\` is not there.`, hint)];
}

/** What a file says of where it comes from. */
function originFaults(one: ParsedVersion, first: ParsedVersion): Fault[] {
  const { fields, placeOf, version } = one;
  const { language, digest } = first.version;
  if (first.fields.original !== undefined) return [];
  if (fields.original === undefined) {
    const message = `Both \`${nameOf(first)}\` and \`${nameOf(one)}\` call themselves the original; the first is taken.`;
    return [warning(undefined, 'two-originals', message, `Write \`original: ${language}\` into \`${nameOf(one)}\`.`)];
  }
  if (fields.original !== language) {
    const message = `It says that \`${fields.original}\` is the original; \`${nameOf(first)}\` is.`;
    return [fault(placeOf(['original']), 'original', message, `Write \`original: ${language}\`.`)];
  }
  const accept = `Compare it with \`${nameOf(first)}\`, then run \`npx vesnik check ${version.commentary.split('/')[0]} --accept\`.`;
  if (version.draft) return [];
  if (fields.source === undefined) {
    return [
      warning(
        placeOf(['original']),
        'no-source',
        'It is not noted which wording of the original this translation follows.',
        accept,
      ),
    ];
  }
  if (fields.source.language !== language) {
    const message = `\`source\` names a text in \`${fields.source.language}\`, the original is in \`${language}\`.`;
    return [fault(placeOf(['source']), 'source', message, `Leave the line out. ${accept}`)];
  }
  if (!isStale(one, first)) return [];
  return [
    warning(
      placeOf(['source']),
      'stale-translation',
      `The original was changed after this translation (it is at ${digest.slice(0, 8)}… now).`,
      accept,
    ),
  ];
}

/** What all languages of a commentary must have in common. */
function sameFaults({ fields, placeOf }: ParsedVersion, first: ParsedVersion): Fault[] {
  const written = ({ period, topic, trend, related }: ParsedVersion['fields']) => ({
    period: writePeriod(period),
    topic,
    trend: trend ?? '',
    related: related.length === 0 ? '' : `[${related.join(', ')}]`,
  });
  const here = written(fields);
  const there = written(first.fields);
  return (['period', 'topic', 'trend', 'related'] as const)
    .filter(key => here[key] !== there[key])
    .map(key => {
      const said = there[key] === '' ? `says nothing of \`${key}\`` : `says \`${key}: ${there[key]}\``;
      const hint =
        there[key] === '' ? 'Leave the line out, or add it there.' : `Write \`${key}: ${there[key]}\`, here or there.`;
      return fault(
        placeOf([key]),
        `${key}-differs`,
        `\`${nameOf(first)}\` ${said}; this file ${here[key] === '' ? 'nothing' : `\`${here[key]}\``}.`,
        hint,
      );
    });
}

function nameOf({ slug, version }: ParsedVersion): string {
  return `${slug}.${version.language}.mdx`;
}
