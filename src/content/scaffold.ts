import type { Language } from '#i18n/languages.ts';
import { addDays, daysBetween, isDay, type Period } from './days.ts';
import { slugPattern } from './fields.ts';
import { requireContent, type Scaffolded, spokenOf, usage, writeNew } from './new-files.ts';
import type { Content } from './read-content.ts';
import { newCommentary, newIssueSettings, newIssueWords } from './scaffold-text.ts';
import { didYouMean } from './suggestion.ts';

interface IssueOptions {
  readonly root: string;
  /** The first day, `2024-04-15`, or the folder's whole name; left out: the day after the newest issue. */
  readonly date?: string;
  /** Left out: all of the newsletter's. */
  readonly languages?: readonly Language[];
  readonly now: Date;
}

interface CommentaryOptions {
  readonly root: string;
  /** Id of an issue that is there. */
  readonly issue: string;
  readonly slug: string;
  /** An id from topics.yaml. */
  readonly topic: string;
  /** The author's language. */
  readonly original: Language;
  /** Left out: all of the newsletter's. */
  readonly languages?: readonly Language[];
}

/**
 * Makes the folder of a new issue with `issue.yaml` and the issue's own words. Throws `file-exists` where anything of it is
 * there already (then nothing is written), `impossible-date`, `newsletter-unusable`.
 */
export async function scaffoldIssue({ root, date, languages, now }: IssueOptions): Promise<Scaffolded> {
  const content = await requireContent(root);
  const id = date ?? nextPeriod(content, now).start;
  if (!isDay(id.slice(0, 10)) || !/^(?:-[a-z0-9]+)*$/.test(id.slice(10))) {
    throw usage(
      'impossible-date',
      `An issue cannot be called \`${id.slice(0, 60)}\`.`,
      `Give the first day of its period: npx vesnik new ${nextPeriod(content, now).start}`,
    );
  }
  const path = `content/issues/${id}`;
  const files = [
    [`${path}/issue.yaml`, newIssueSettings(content.issues.at(-1)?.settings)] as const,
    ...spokenOf(content, languages).map(
      language => [`${path}/issue.${language}.mdx`, newIssueWords(language)] as const,
    ),
  ];
  return { id, files: await writeNew(root, files) };
}

/** Makes the files of a new commentary as drafts, one in each language. Throws as `scaffoldIssue`, and `unknown-issue`, `unknown-topic`, `slug`. */
export async function scaffoldCommentary({
  root,
  issue,
  slug,
  topic,
  original,
  languages,
}: CommentaryOptions): Promise<Scaffolded> {
  const content = await requireContent(root);
  const found = content.issues.find(({ id }) => id === issue);
  if (!found) {
    const ids = content.issues.map(({ id }) => id);
    throw usage(
      'unknown-issue',
      `There is no issue ${issue.slice(0, 60)}.`,
      `${didYouMean(issue, ids)}Make it first: npx vesnik new ${issue.slice(0, 10)}`,
    );
  }
  if (!slugPattern.test(slug) || slug === 'issue') {
    throw usage(
      'slug',
      `\`${slug.slice(0, 60)}\` cannot be part of an address.`,
      'Use the letters a–z, digits and single hyphens: economy',
    );
  }
  if (!content.topics.has(topic)) {
    const ids = [...content.topics.keys()];
    throw usage(
      'unknown-topic',
      `There is no topic \`${topic.slice(0, 60)}\`.`,
      `${didYouMean(topic, ids)}Topics that exist: ${ids.join(', ')}.`,
    );
  }
  const [first] = found.versions;
  const period = first?.fields.period ?? { start: found.date, end: addDays(found.date, usualDays(content)) };
  const wanted = spokenOf(content, languages);
  const all = wanted.includes(original) ? wanted : [original, ...wanted];
  const files = all.map(language => {
    const text = newCommentary({ language, period, topic, ...(language !== original && { original }) });
    return [`content/issues/${issue}/${slug}.${language}.mdx`, text] as const;
  });
  return { id: `${issue}/${slug}`, files: await writeNew(root, files) };
}

/** The period after the newest issue's, as long as that; the week of `now` in a newsletter without issues. */
function nextPeriod(content: Content, now: Date): Period {
  const newest = content.issues.findLast(({ versions }) => versions.length > 0);
  const end = newest?.versions[0]?.fields.period.end;
  const today = now.toISOString().slice(0, 10);
  const start = end === undefined ? addDays(today, -((now.getUTCDay() + 6) % 7)) : addDays(end, 1);
  return { start, end: addDays(start, usualDays(content)) };
}

/** Days from the first to the last of a period: those of the newest issue, else a week's. */
function usualDays({ issues }: Content): number {
  const period = issues.findLast(({ versions }) => versions.length > 0)?.versions[0]?.fields.period;
  return period ? daysBetween(period.start, period.end) : 6;
}
