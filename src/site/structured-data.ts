import type { Commentary, Issue, Library, Version } from '#content/model.ts';
import { versionsOf } from '#content/queries.ts';
import type { Language } from '#i18n/languages.ts';
import { cleanText } from '#render/escape.ts';
import { authorPath, commentaryPath, homePath, issuePath } from './addresses.ts';
import { issueTitle } from './issue-name.ts';
import { authorsOf } from './listing.ts';
import { commentaryCard, issueCard } from './share/card.ts';
import { pictureOf, publisher, type Thing } from './structured-data-thing.ts';

// What search engines are told of a page: types and properties of schema.org.

interface Where {
  readonly library: Library;
  readonly issue: Issue;
  readonly commentary: Commentary;
  /** Path of the sound as the site gives it out, where there is one. */
  readonly sound?: string | undefined;
}

/** A commentary in one language. A withdrawn one has its headline and its reason, and no sound. */
export function newsArticle(version: Version, { library, issue, commentary, sound }: Where): Thing {
  const { language, title, summary, published, corrections, withdrawn, words } = version;
  const topic = library.topics.get(commentary.topic);
  const at = idOf(library, version);
  const others = versionsOf(library, commentary).filter(each => each.language !== language);
  const isOriginal = language === commentary.original;
  return {
    '@type': 'NewsArticle',
    '@id': at,
    url: at,
    mainEntityOfPage: at,
    headline: cleanText(title),
    description: cleanText(summary),
    inLanguage: language,
    datePublished: published,
    dateModified: modifiedAt(version),
    isAccessibleForFree: true,
    image: pictureOf(library, commentaryCard(library, commentary, version)),
    author: authorThings(library, version),
    publisher: publisher(library, language),
    isPartOf: issueThing(issue, library, language),
    ...(topic && { articleSection: cleanText(topic.name[language]) }),
    ...(withdrawn === undefined && { wordCount: words }),
    temporalCoverage: `${commentary.period.start}/${commentary.period.end}`,
    ...(corrections.length > 0 && {
      correction: corrections.map(({ date, text }) => ({
        '@type': 'CorrectionComment',
        datePublished: date,
        text: cleanText(text),
      })),
    }),
    ...(withdrawn !== undefined && { creativeWorkStatus: 'Withdrawn', abstract: cleanText(withdrawn) }),
    ...(sound !== undefined && withdrawn === undefined && { audio: audioObject(library, version, sound) }),
    ...(isOriginal && others.length > 0 && { workTranslation: others.map(each => reference(library, each)) }),
    ...(!isOriginal && {
      translationOfWork: others
        .filter(each => each.language === commentary.original)
        .map(each => reference(library, each)),
    }),
  };
}

/** An issue as readers of a language have it, with its commentaries in that language. */
export function publicationIssue(issue: Issue, library: Library, language: Language): Thing {
  const own = issue.commentaries.flatMap(({ versions }) => versions[language] ?? []);
  return {
    ...issueThing(issue, library, language),
    ...(own.length > 0 && { datePublished: own.map(({ published }) => published).toSorted()[0] }),
    image: pictureOf(library, issueCard(library, issue, language)),
    publisher: publisher(library, language),
    hasPart: own.map(version => reference(library, version)),
  };
}

/** The moment of the last thing that was said of it: its publication, or its newest correction (a day). */
export function modifiedAt({ published, corrections }: Version): string {
  return [published, ...corrections.map(({ date }) => date)].toSorted().at(-1) ?? published;
}

function issueThing(issue: Issue, library: Library, language: Language): Thing {
  const { url, name } = library.newsletter;
  const at = url + issuePath(language, issue.id);
  const periodical = {
    '@type': 'Periodical',
    '@id': `${url}${homePath(language)}#periodical`,
    name: cleanText(name[language]),
  };
  return {
    '@type': 'PublicationIssue',
    '@id': at,
    url: at,
    name: cleanText(issueTitle(library, issue, language)),
    inLanguage: language,
    ...(issue.number !== undefined && { issueNumber: issue.number }),
    temporalCoverage: `${issue.period.start}/${issue.period.end}`,
    isPartOf:
      issue.volume === undefined
        ? periodical
        : { '@type': 'PublicationVolume', volumeNumber: cleanText(issue.volume), isPartOf: periodical },
  };
}

function idOf({ newsletter }: Library, { language, commentary }: Version): string {
  return newsletter.url + commentaryPath(language, commentary);
}

function reference(library: Library, version: Version): Thing {
  const at = idOf(library, version);
  return {
    '@type': 'NewsArticle',
    '@id': at,
    url: at,
    headline: cleanText(version.title),
    inLanguage: version.language,
  };
}

function authorThings(library: Library, { authors, language }: Version): readonly Thing[] {
  const found = authorsOf(library, authors).map(author => ({
    '@type': 'Person',
    name: cleanText(author.name[language]),
    url: library.newsletter.url + authorPath(language, author.id),
  }));
  return found.length > 0 ? found : [publisher(library, language)];
}

function audioObject({ newsletter }: Library, { audio, language }: Version, path: string): Thing {
  return {
    '@type': 'AudioObject',
    contentUrl: newsletter.url + path,
    inLanguage: language,
    ...(audio && {
      name: cleanText(audio.title),
      encodingFormat: audio.mediaType,
      duration: `PT${Math.round(audio.seconds)}S`,
    }),
  };
}
