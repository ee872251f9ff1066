import type { Issue, Library } from '#content/model.ts';
import type { Problem } from '#content/problem.ts';
import type { Selection } from '#content/selection.ts';
import { type Borrowed, borrowedBy, borrowedLetter, type Group } from './borrowing.ts';
import { type Finding, findingAt, inOrder } from './finding.ts';
import { letterLanguages } from './letter-languages.ts';
import { lostPages } from './lost-pages.ts';
import { type Mail, mailFindings } from './mail-rules.ts';

type MailedKind = 'issue' | 'correction' | 'translation' | 'letter';

/** All that can be known before an issue is sent. What is not given is not known here, and said so. */
export interface PreflightParts {
  readonly library: Library;
  /** What is mailed. Absent: an issue. */
  readonly kind?: MailedKind;
  /** The issue that it is or follows; a letter stands for one without commentaries. */
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
  /** What was found while it was put together. */
  readonly notes?: readonly Finding[];
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
  const { library, kind = 'issue', issue, problems, selections, mails, audience, mailing, mailedPages, web } = parts;
  const { notes = [] } = parts;
  const folder = folderOf(kind, issue);
  const isLetter = kind === 'letter';
  const findings = [
    ...problems.filter(problem => (isLetter ? isOfLetter(problem, issue) : isOfIssue(problem, folder))),
    ...mails.flatMap(mail =>
      mailFindings(
        kind === 'issue' || isLetter ? mail : withoutPreheader(mail),
        placeOf(library, { kind, issue, folder }, mail),
      ),
    ),
    ...(kind === 'issue' ? emptyLists(selections, audience, folder) : []),
    ...alreadyMailed(mailing ?? undefined, folder),
    ...(isLetter ? letterLanguages(selections, problems) : lostPages(library, mailedPages ?? [])),
    ...notes,
    ...(web ?? []),
  ];
  return {
    findings: inOrder(findings),
    borrowed: isLetter ? borrowedLetter(selections, audience) : borrowedBy(selections, library, audience),
    unknown: [
      ...(audience === undefined ? ['audience' as const] : []),
      ...(mailing === undefined ? ['history' as const] : []),
      ...(web === undefined ? ['web' as const] : []),
    ],
  };
}

/** Where a finding is said to be that belongs to no file. */
export function folderOf(kind: MailedKind, { id }: Issue): string {
  return kind === 'letter' ? `content/${id}` : `content/issues/${id}`;
}

/** Whether anything stops the mailing. */
export function isStopped({ findings }: Pick<Preflight, 'findings'>): boolean {
  return findings.some(({ severity }) => severity === 'error');
}

function isOfIssue({ file, severity }: Problem, folder: string): boolean {
  return severity === 'error' || file.startsWith(`${folder}/`);
}

// A letter may be urgent: a fault in a page or an issue must not hold it back.
function isOfLetter({ file }: Problem, { id }: Issue): boolean {
  return file.startsWith(`content/${id}.`) || file === 'content/newsletter.yaml';
}

// Of what follows an issue nobody writes a preheader.
function withoutPreheader({ preheader: _preheader, ...mail }: Mail): Mail {
  return mail;
}

interface Matter {
  readonly kind: MailedKind;
  readonly issue: Issue;
  readonly folder: string;
}

function placeOf({ newsletter }: Library, { kind, issue: { words }, folder }: Matter, mail: Mail) {
  const language = newsletter.lists.find(list => list.id === mail.list)?.interface ?? newsletter.languages[0] ?? 'en';
  const own = words[language];
  return {
    file: own?.file ?? (kind === 'letter' ? `${folder}.${language}.mdx` : `${folder}/issue.${language}.mdx`),
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
