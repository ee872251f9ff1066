import type { Library } from '#content/model.ts';
import type { Language } from '#i18n/languages.ts';
import { usedTopics } from './listing.ts';
import { shellNames } from './shells/names.ts';

// What there is a page of: the product of languages and things, for getStaticPaths.

export function languageRoutes({ newsletter }: Library) {
  return newsletter.languages.map(language => ({ params: { lang: language }, props: { language } }));
}

export function issueRoutes(library: Library) {
  return perLanguage(library, language =>
    library.issues.map(issue => ({ params: { lang: language, issue: issue.id }, props: { language, issue } })),
  );
}

/** A commentary has a page only in its own languages. */
export function commentaryRoutes({ issues }: Library) {
  return issues.flatMap(issue =>
    issue.commentaries.flatMap(commentary =>
      Object.values(commentary.versions).map(version => ({
        params: { lang: version.language, issue: issue.id, slug: commentary.slug },
        props: { issue, commentary, version },
      })),
    ),
  );
}

/** Former addresses. One that has a page of its own by now is left alone. */
export function aliasRoutes(library: Library) {
  const taken = new Set(commentaryRoutes(library).map(({ params }) => Object.values(params).join('/')));
  return commentaryRoutes(library).flatMap(({ props }) =>
    props.version.aliases.flatMap(former => {
      const [issue = '', alias = ''] = former.split('/');
      const params = { lang: props.version.language, issue, alias };
      return taken.has(Object.values(params).join('/')) ? [] : [{ params, props }];
    }),
  );
}

export function topicRoutes(library: Library) {
  return perLanguage(library, language =>
    usedTopics(library).map(topic => ({ params: { lang: language, topic: topic.id }, props: { language, topic } })),
  );
}

export function authorRoutes(library: Library) {
  return perLanguage(library, language =>
    [...library.authors.values()].map(author => ({
      params: { lang: language, author: author.id },
      props: { language, author },
    })),
  );
}

export function pageRoutes({ pages }: Library) {
  return pages.map(page => ({ params: { lang: page.language, page: page.name }, props: { page } }));
}

export function shellRoutes(library: Library) {
  return perLanguage(library, language =>
    shellNames.map(name => ({ params: { lang: language, name }, props: { language, name } })),
  );
}

function perLanguage<Route>({ newsletter }: Library, routes: (language: Language) => Route[]): Route[] {
  return newsletter.languages.flatMap(routes);
}
