import type { Language } from '#i18n/languages.ts';
import { addDays } from './days.ts';
import { readIssueFolder } from './issue-folder.ts';
import { type FoundIssue, type FoundVersion, type IssueMemory, rememberedIssue } from './issue-memory.ts';
import { lettersOf } from './letter-library.ts';
import type { Commentary, Issue, IssueWords, Library, Version } from './model.ts';
import type { Problem } from './problem.ts';
import { inFileOrder } from './problem-format.ts';
import type { Newsletter } from './publication.ts';
import { type Content, readContent } from './read-content.ts';

interface LibraryOptions {
  /** Absolute path of the folder that holds content/. */
  readonly root: string;
  /** What is to be published after this moment is held back. */
  readonly now: Date;
  /** Drafts, and what is to be published later, are shown: for the editor's eyes only. */
  readonly drafts: boolean;
  /** Issues whose folders stayed the same are taken from here; what comes out is the same without it. */
  readonly memory?: IssueMemory | undefined;
}

/**
 * Reads all of content/. Files with errors are left out of the library and stand in `problems`, sorted by file and place;
 * `library` is undefined only where newsletter.yaml cannot be used; then it alone is complained of. What files say of each other is `checkContent`'s.
 */
export async function openLibrary({
  root,
  now,
  drafts,
  memory,
}: LibraryOptions): Promise<{ library: Library | undefined; problems: Problem[] }> {
  const { content, problems } = await readContent({
    root,
    begin: memory?.begin,
    readIssue: (id, setting) =>
      memory === undefined ? readIssueFolder(id, setting) : rememberedIssue(id, setting, memory),
  });
  const newsletter = content?.newsletter;
  if (!newsletter) {
    const own = problems.filter(({ file }) => file === 'content/newsletter.yaml');
    return { library: undefined, problems: inFileOrder(own) };
  }
  return { library: libraryOf(content, newsletter, { now, drafts }), problems: inFileOrder(problems) };
}

type When = Pick<LibraryOptions, 'now' | 'drafts'>;

/** The library of what was read: originals found, stale translations known, drafts and what is held back gone. */
function libraryOf(content: Content<FoundIssue>, newsletter: Newsletter, when: When): Library {
  const { root, topics, authors, pages, letters } = content;
  const moment = when.now.toISOString();
  const [nextPublished] = content.issues
    .flatMap(({ versions }) => versions)
    .filter(({ version }) => !version.draft && version.published > moment && !isDue(version, when.now))
    .map(({ version }) => version.published)
    .sort();
  return {
    root,
    newsletter,
    topics,
    authors: new Map([...authors].filter(([, { hidden }]) => !hidden)),
    pages: pages.map(({ value }) => value),
    issues: shownIssues(content, when),
    letters: lettersOf(letters, when.drafts),
    ...(nextPublished !== undefined && { nextPublished }),
  };
}

/** The issues that hold anything to be seen, oldest first. */
export function shownIssues(
  { issues, languages }: Pick<Content<FoundIssue>, 'issues' | 'languages'>,
  { now, drafts }: When,
): Issue[] {
  const isShown = ({ version }: FoundVersion) => drafts || (!version.draft && isDue(version, now));
  return issues.map(issue => issueOf(issue, languages, isShown)).filter(({ commentaries }) => commentaries.length > 0);
}

function isDue({ published }: { readonly published: string }, now: Date): boolean {
  return Date.parse(published) <= now.getTime();
}

/** The versions of one commentary, by slug, the original first. */
export function bySlug<Found extends FoundVersion>(
  versions: readonly Found[],
  order: readonly Language[],
): Map<string, Found[]> {
  const groups = Map.groupBy(versions, ({ slug }) => slug);
  const rank = ({ fields, version }: FoundVersion) =>
    (fields.original ? order.length : 0) + order.indexOf(version.language);
  for (const group of groups.values()) group.sort((a, b) => rank(a) - rank(b));
  return groups;
}

function issueOf(
  { id, date, settings, words, versions }: FoundIssue,
  languages: readonly Language[],
  isShown: (one: FoundVersion) => boolean,
): Issue {
  const groups = [...bySlug(versions, languages).values()];
  const commentaries = groups.map(group => commentaryOf(group, isShown)).filter(one => one !== undefined);
  const ends = commentaries.map(({ period }) => period.end).sort();
  const rank = ({ slug }: Commentary) => {
    const place = settings.order.indexOf(slug);
    return place < 0 ? settings.order.length : place;
  };
  return {
    id,
    period: { start: date, end: ends.at(-1) ?? addDays(date, 6) },
    ...(settings.number !== undefined && { number: settings.number }),
    ...(settings.volume !== undefined && { volume: settings.volume }),
    words: byLanguage<IssueWords>(words.map(({ value }) => value)),
    commentaries: commentaries.sort((a, b) => rank(a) - rank(b) || (a.slug < b.slug ? -1 : 1)),
  };
}

/** A commentary of its versions, the original first. The original's word counts where they disagree. */
function commentaryOf(group: readonly FoundVersion[], isShown: (one: FoundVersion) => boolean): Commentary | undefined {
  const [first] = group;
  const shown = group.filter(isShown);
  if (!first || shown.length === 0) return undefined;
  const { fields, slug, version } = first;
  const versions = shown.map(one => ({ ...one.version, isStale: isStale(one, first) }));
  return {
    id: version.commentary,
    issue: version.commentary.slice(0, -slug.length - 1),
    slug,
    period: fields.period,
    topic: fields.topic,
    ...(fields.trend && { trend: fields.trend }),
    original: fields.original ?? version.language,
    related: fields.related,
    promised: group.filter(one => !isShown(one)).map(one => one.version.language),
    versions: byLanguage<Version>(versions),
  };
}

/** Whether a translation follows an older wording of its original. */
export function isStale({ fields }: FoundVersion, original: FoundVersion): boolean {
  return (
    fields.source !== undefined &&
    original.fields.original === undefined &&
    fields.source.digest !== original.version.digest
  );
}

function byLanguage<Value extends { readonly language: Language }>(
  values: readonly Value[],
): Partial<Record<Language, Value>> {
  const found: Partial<Record<Language, Value>> = {};
  for (const value of values) found[value.language] = value;
  return found;
}
