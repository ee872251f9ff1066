import type { Commentary, Issue, Library, Version } from '#content/model.ts';
import type { Author, Topic } from '#content/publication.ts';
import type { Language } from '#i18n/languages.ts';
import { translator } from '#i18n/translator.ts';
import { authorPath, commentaryPath, homePath, issuePath, topicFeedPath, topicPath } from './addresses.ts';
import { issuePeriod } from './issue-name.ts';
import type { Place } from './place.ts';
import { commentaryCard, issueCard, newsletterCard, type ShareCard, sharePath } from './share/card.ts';
import { modifiedAt, newsArticle, publicationIssue } from './structured-data.ts';
import { breadcrumbs, person, publisher, website } from './structured-data-thing.ts';

// What machines are told of a page, kind by kind; a view spreads one of these into its `place`.

type Facts = Pick<Place, 'kind' | 'picture' | 'published' | 'modified' | 'data' | 'feeds'>;

export function commentaryFacts(library: Library, issue: Issue, commentary: Commentary, version: Version): Facts {
  const { language, title, published } = version;
  return {
    kind: 'article',
    picture: pictureOf(commentaryCard(library, commentary, version)),
    published,
    modified: modifiedAt(version),
    data: [
      newsArticle(version, { library, issue, commentary }),
      trail(library, language, [
        { name: issuePeriod(library, issue, language), path: issuePath(language, issue.id) },
        { name: title, path: commentaryPath(language, commentary.id) },
      ]),
    ],
  };
}

export function issueFacts(library: Library, issue: Issue, language: Language): Facts {
  return {
    picture: pictureOf(issueCard(library, issue, language)),
    data: [
      publicationIssue(issue, library, language),
      trail(library, language, [{ name: issuePeriod(library, issue, language), path: issuePath(language, issue.id) }]),
    ],
  };
}

export function homeFacts(library: Library, language: Language): Facts {
  return {
    picture: pictureOf(newsletterCard(library, language)),
    data: [website(library, language), publisher(library, language)],
  };
}

export function topicFacts(library: Library, topic: Topic, language: Language): Facts {
  const values = { name: library.newsletter.name[language], topic: topic.name[language] };
  return {
    ...pageFacts(library, language, { name: topic.name[language], path: topicPath(language, topic.id) }),
    feeds: [{ title: translator(language)('feeds.topic', values), path: topicFeedPath(language, topic.id) }],
  };
}

export function authorFacts(library: Library, author: Author, language: Language): Facts {
  const step = { name: author.name[language], path: authorPath(language, author.id) };
  const facts = pageFacts(library, language, step);
  return { ...facts, data: [person(author, library, language), ...(facts.data ?? [])] };
}

/** Of any other page. */
export function pageFacts(library: Library, language: Language, page: { name: string; path: string }): Facts {
  return { picture: pictureOf(newsletterCard(library, language)), data: [trail(library, language, [page])] };
}

/** A commentary's place with its sound, whose path the shelf knows. */
export function withSound(place: Place, url: string, sound: string | undefined): Place {
  if (sound === undefined || place.data === undefined) return place;
  const data = place.data.map(thing =>
    thing['@type'] === 'NewsArticle'
      ? { ...thing, audio: { '@type': 'AudioObject', contentUrl: url + sound, inLanguage: place.language } }
      : thing,
  );
  return { ...place, data };
}

/** An author's place with the portrait, whose address Astro's picture pipeline knows. */
export function withPortrait(place: Place, url: string, portrait: string | undefined): Place {
  if (portrait === undefined || place.data === undefined) return place;
  const data = place.data.map(thing => (thing['@type'] === 'Person' ? { ...thing, image: url + portrait } : thing));
  return { ...place, data };
}

function trail(library: Library, language: Language, steps: readonly { name: string; path: string }[]) {
  return breadcrumbs(library, [{ name: library.newsletter.name[language], path: homePath(language) }, ...steps]);
}

function pictureOf(card: ShareCard): { path: string; alt: string } {
  const { name, over, headline, period, trend, withdrawn } = card;
  return {
    path: sharePath(card),
    alt: [name, over, period, headline, trend?.words, withdrawn].filter(Boolean).join(' · '),
  };
}
