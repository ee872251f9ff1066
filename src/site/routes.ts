import type { Library } from '#content/model.ts';
import type { Language } from '#i18n/languages.ts';
import { translator } from '#i18n/translator.ts';
import { commentaryPath } from './addresses.ts';
import { lazyRoutes } from './lazy-routes.ts';
import { usedTopics } from './listing.ts';
import { shellNames } from './shells/names.ts';
import { shellTitles } from './shells/titles.ts';
import { assessedYears } from './trend/assessments.ts';
import { authorPageView } from './views/author.ts';
import { commentaryView } from './views/commentary.ts';
import { homeView } from './views/home.ts';
import { issuePageView } from './views/issue.ts';
import { archiveView, plainPageView, unlistedView } from './views/plain-page.ts';
import { topicPageView } from './views/topic.ts';
import { trendsView } from './views/trends.ts';

// What there is a page of, for getStaticPaths: the product of languages and things. `view` is all that the page shows but
// what it names of the shelf.

/** What there is one of in each language: feeds. */
export function languageRoutes({ newsletter }: Library) {
  return newsletter.languages.map(language => ({ params: { lang: language }, props: { language } }));
}

/** Each topic that has a page has a feed. */
export function topicFeedRoutes(library: Library) {
  return perLanguage(library, language =>
    usedTopics(library).map(topic => ({ params: { lang: language, topic: topic.id }, props: { language, topic } })),
  );
}

export function homeRoutes(library: Library) {
  return perLanguage(library, language => [
    { params: { lang: language }, props: { view: homeView(library, language) } },
  ]);
}

export function archiveRoutes(library: Library) {
  return perLanguage(library, language => [
    { params: { lang: language }, props: { view: archiveView(library, language) } },
  ]);
}

export function notFoundRoutes(library: Library) {
  return perLanguage(library, language => {
    const title = translator(language)('doors.notFound.title');
    return [{ params: { lang: language }, props: { view: unlistedView(library, language, title) } }];
  });
}

export function issueRoutes(library: Library) {
  return perLanguage(library, language =>
    lazyRoutes(
      library.issues,
      issue => ({ lang: language, issue: issue.id }),
      issue => issuePageView(library, issue, language),
    ),
  );
}

/** A commentary has a page only in its own languages. */
export function commentaryRoutes(library: Library) {
  return lazyRoutes(
    commentariesOf(library),
    ({ issue, commentary, version }) => ({ lang: version.language, issue: issue.id, slug: commentary.slug }),
    ({ issue, commentary, version }) => commentaryView(library, issue, commentary, version),
  );
}

/** Former addresses. One that has a page of its own by now is left alone. */
export function aliasRoutes(library: Library) {
  const all = commentariesOf(library);
  const taken = new Set(all.map(({ version }) => commentaryPath(version.language, version.commentary)));
  return all.flatMap(({ version: { language, title, aliases, commentary } }) =>
    aliases.flatMap(former => {
      const [issue = '', alias = ''] = former.split('/');
      const view = { language, title, path: commentaryPath(language, commentary), url: library.newsletter.url };
      return taken.has(commentaryPath(language, former))
        ? []
        : [{ params: { lang: language, issue, alias }, props: { view } }];
    }),
  );
}

export function topicRoutes(library: Library) {
  return perLanguage(library, language =>
    lazyRoutes(
      usedTopics(library),
      topic => ({ lang: language, topic: topic.id }),
      topic => topicPageView(library, topic, language),
    ),
  );
}

export function authorRoutes(library: Library) {
  return perLanguage(library, language =>
    lazyRoutes(
      [...library.authors.values()],
      author => ({ lang: language, author: author.id }),
      author => authorPageView(library, author, language),
    ),
  );
}

export function trendsRoutes(library: Library) {
  return perLanguage(library, language =>
    lazyRoutes(
      assessedYears(library),
      year => ({ lang: language, year }),
      year => trendsView(library, year, language),
    ),
  );
}

/** The way to the newest year's trends. */
export function trendsStartRoutes(library: Library) {
  const [year] = assessedYears(library);
  if (year === undefined) return [];
  return perLanguage(library, language => [
    { params: { lang: language }, props: { view: { language, year, url: library.newsletter.url } } },
  ]);
}

export function pageRoutes(library: Library) {
  return library.pages.map(page => ({
    params: { lang: page.language, page: page.name },
    props: { view: plainPageView(library, page) },
  }));
}

export function shellRoutes(library: Library) {
  return perLanguage(library, language =>
    shellNames.map(name => ({
      params: { lang: language, name },
      props: { name, view: unlistedView(library, language, translator(language)(shellTitles[name])) },
    })),
  );
}

function commentariesOf({ issues }: Library) {
  return issues.flatMap(issue =>
    issue.commentaries.flatMap(commentary =>
      Object.values(commentary.versions).map(version => ({ issue, commentary, version })),
    ),
  );
}

function perLanguage<Route>({ newsletter }: Library, routes: (language: Language) => Route[]): Route[] {
  return newsletter.languages.flatMap(routes);
}
