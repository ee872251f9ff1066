import { formatProblems } from '#content/problem-format.ts';
import type { Borrowed } from '#preflight/borrowing.ts';
import type { Finding } from '#preflight/finding.ts';
import type { Preflight } from '#preflight/preflight.ts';
import { counted, type Paint, table } from './output.ts';

/** Findings as `file:line:column severity message`, with what to do below each. */
export function findingLines(findings: readonly Finding[], paint: Paint): string[] {
  return formatProblems(findings)
    .split('\n')
    .filter(line => line !== '')
    .map(line =>
      line.replace(/^(\S+:\d+:\d+) (error|warning) /u, (_, place: string, severity: string) => {
        return `${paint('bold', place)} ${paint(severity === 'error' ? 'red' : 'yellow', severity)} `;
      }),
    );
}

/** "2 errors, 1 warning", or "Nothing is wrong". */
export function findingCount(findings: readonly Finding[]): string {
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  const warnings = findings.length - errors;
  const parts = [
    ...(errors > 0 ? [counted(errors, 'error', 'errors')] : []),
    ...(warnings > 0 ? [counted(warnings, 'warning', 'warnings')] : []),
  ];
  return parts.length > 0 ? parts.join(', ') : 'Nothing is wrong';
}

const inEnglish = new Intl.DisplayNames('en', { type: 'language' });

/** What each list borrows or goes without, and for how many people. */
export function borrowedLines(borrowed: readonly Borrowed[]): string[] {
  if (borrowed.length === 0) return ['Every list gets every piece in its own language.'];
  const rows = borrowed.map(({ list, commentary, shownIn, isUntranslated, people }) => [
    list,
    commentary,
    shownIn === undefined
      ? 'not in their mail, named only'
      : `shown in ${inEnglish.of(shownIn)}${isUntranslated ? ', translation not ready' : ''}`,
    people === undefined ? '(how many people: not known here)' : counted(people, 'person', 'people'),
  ]);
  return ['Not in the readers’ own language:', ...table([{}, {}, {}, {}], rows)];
}

/** What pre-flight did not look at. */
export function unknownLines({ unknown }: Preflight): string[] {
  const words = {
    audience: 'how many people it is for',
    history: 'whether it was mailed already',
    web: 'whether its pages and pictures are published',
  };
  return unknown.length > 0 ? [`Not looked at: ${unknown.map(what => words[what]).join('; ')}.`] : [];
}
