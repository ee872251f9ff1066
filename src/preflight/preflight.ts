import type { Issue, Library, Problem, Selection } from '#content/model.ts';
import { type Borrowed, borrowedBy, type Group } from './borrowing.ts';
import { type Finding, findingAt, inOrder } from './finding.ts';
import { lostPages } from './lost-pages.ts';
import { type Mail, mailFindings } from './mail-rules.ts';

/** All that can be known before an issue is sent. What is not given is not known here, and said so. */
export interface PreflightParts {
  readonly library: Library;
  readonly issue: Issue;
  /** Of all content, as `checkContent` gives them. */
  readonly problems: readonly Problem[];
  /** What each list takes of the issue. */
  readonly selections: readonly Selection[];
  /** The variants as they would be mailed. */
  readonly mails: readonly Mail[];
  /** Who would be mailed. */
  readonly audience?: readonly Group[];
  /** The issue's mailing that is not cancelled; null: there is none. */
  readonly mailing?: { readonly state: string; readonly createdAt: Date } | null;
  /** Paths of the pages that earlier mails link to. */
  readonly mailedPages?: readonly string[];
  /** What the look at the published pages found (web-look.ts). */
  readonly web?: readonly Finding[];
}

export interface Preflight {
  /** Sorted; errors stop a mailing. */
  readonly findings: readonly Finding[];
  readonly borrowed: readonly Borrowed[];
  /** What was not looked at, for whoever reads the result. */
  readonly unknown: readonly ('audience' | 'history' | 'web')[];
}

/** The list that `check`, `send` and the editor's desk show. */
export function preflight(parts: PreflightParts): Preflight {
  const { library, issue, problems, selections, mails, audience, mailing, mailedPages, web } = parts;
  const folder = `content/issues/${issue.id}`;
  const findings = [
    ...problems.filter(({ file, severity }) => severity === 'error' || file.startsWith(`${folder}/`)),
    ...mails.flatMap(mail => mailFindings(mail, placeOf(library, issue, mail))),
    ...emptyLists(selections, audience, folder),
    ...alreadyMailed(mailing ?? undefined, folder),
    ...lostPages(library, mailedPages ?? []),
    ...(web ?? []),
  ];
  return {
    findings: inOrder(findings),
    borrowed: borrowedBy(selections, library, audience),
    unknown: [
      ...(audience === undefined ? ['audience' as const] : []),
      ...(mailing === undefined ? ['history' as const] : []),
      ...(web === undefined ? ['web' as const] : []),
    ],
  };
}

/** Whether anything stops the mailing. */
export function isStopped({ findings }: Pick<Preflight, 'findings'>): boolean {
  return findings.some(({ severity }) => severity === 'error');
}

function placeOf({ newsletter }: Library, { id, words }: Issue, mail: Mail) {
  const folder = `content/issues/${id}`;
  const language = newsletter.lists.find(list => list.id === mail.list)?.interface ?? newsletter.languages[0] ?? 'en';
  const own = words[language];
  return {
    file: own?.file ?? `${folder}/issue.${language}.mdx`,
    folder,
    hasOwnSubject: own?.subject !== undefined,
  };
}

function emptyLists(
  selections: readonly Selection[],
  audience: readonly Group[] | undefined,
  folder: string,
): Finding[] {
  return selections
    .filter(({ pieces }) => pieces.length === 0)
    .map(({ list }) => {
      const people = audience?.filter(group => group.list === list.id).reduce((sum, { count }) => sum + count, 0);
      const who = people === undefined ? '' : ` Its ${people} people get no mail.`;
      return findingAt(folder, {
        ...{ rule: 'empty-list', severity: 'warning', list: list.id },
        message: `The list ${list.id} takes nothing of this issue.${who}`,
        hint: `Translate a piece into ${list.interface}, or let the list take other languages (newsletter.yaml, lists).`,
      });
    });
}

function alreadyMailed(
  mailing: { readonly state: string; readonly createdAt: Date } | undefined,
  folder: string,
): Finding[] {
  if (mailing === undefined) return [];
  const day = mailing.createdAt.toISOString().slice(0, 10);
  return [
    findingAt(folder, {
      ...{ rule: 'already-mailed', severity: 'error' },
      message: `The issue was mailed already: approved on ${day}, now ${mailing.state}.`,
      hint: 'To see how it went: npx vesnik status. To go on after a stop: npx vesnik resume.',
    }),
  ];
}
