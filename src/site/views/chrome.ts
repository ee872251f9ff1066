import type { Library } from '#content/model.ts';
import { latestIssue } from '#content/queries.ts';
import type { Language } from '#i18n/languages.ts';
import { translator } from '#i18n/translator.ts';
import {
  archivePath,
  feedPath,
  homePath,
  issuePath,
  pagePath,
  searchPath,
  topicPath,
  trendsPath,
} from '../addresses.ts';
import { issuePeriod } from '../issue-name.ts';
import { usedTopics } from '../listing.ts';
import { type SubscribeFormValue, subscribeForm } from '../subscribe-form.ts';
import { assessedYears } from '../trend/assessments.ts';
import type { LinkView } from './link.ts';
import { type NoticeView, noticeIn } from './notice.ts';

/** What stands around the text of every page of a language. */
export interface Chrome {
  readonly language: Language;
  readonly name: string;
  readonly tagline: string;
  /** Public address of the site, without a slash at the end. */
  readonly url: string;
  /** Languages of the newsletter in its order. */
  readonly languages: readonly Language[];
  readonly home: string;
  readonly sections: readonly LinkView[];
  /** The newest issue, named by its period. */
  readonly latest?: LinkView;
  readonly notices: readonly NoticeView[];
  readonly topics: readonly LinkView[];
  readonly pages: readonly LinkView[];
  readonly follow: readonly LinkView[];
  readonly support?: LinkView;
  readonly sister?: LinkView & { readonly text: string };
  readonly form: SubscribeFormValue;
}

const known = new WeakMap<Library, Map<Language, Chrome>>();

/** The same value for every page of a language. */
export function chromeOf(library: Library, language: Language): Chrome {
  const ofLibrary = known.get(library) ?? new Map<Language, Chrome>();
  known.set(library, ofLibrary);
  const chrome = ofLibrary.get(language) ?? makeChrome(library, language);
  ofLibrary.set(language, chrome);
  return chrome;
}

function makeChrome(library: Library, language: Language): Chrome {
  const { newsletter, pages } = library;
  const { follow, support, sister } = newsletter.links;
  const t = translator(language);
  const latest = latestIssue(library);
  const linkOf = ({ label, href }: (typeof follow)[number]) => ({ label: label[language], path: href });
  return {
    language,
    name: newsletter.name[language],
    tagline: newsletter.tagline[language],
    url: newsletter.url,
    languages: newsletter.languages,
    home: homePath(language),
    sections: [
      ...(latest === undefined ? [] : [{ label: t('site.nav.latest'), path: issuePath(language, latest.id) }]),
      ...(assessedYears(library).length === 0 ? [] : [{ label: t('site.nav.trends'), path: trendsPath(language) }]),
      { label: t('site.nav.archive'), path: archivePath(language) },
      { label: t('site.nav.search'), path: searchPath(language) },
    ],
    ...(latest && {
      latest: { label: issuePeriod(library, latest, language), path: issuePath(language, latest.id) },
    }),
    notices: noticeIn(newsletter, [language]),
    topics: usedTopics(library).map(({ id, name }) => ({ label: name[language], path: topicPath(language, id) })),
    pages: [
      ...pages
        .filter(page => page.language === language)
        .map(({ name, title }) => ({ label: title, path: pagePath(language, name) })),
      { label: t('site.nav.archive'), path: archivePath(language) },
      { label: t('site.footer.feed'), path: feedPath(language) },
    ],
    follow: follow.map(linkOf),
    ...(support && { support: linkOf(support) }),
    ...(sister && { sister: { ...linkOf(sister), text: sister.text[language] } }),
    form: subscribeForm(newsletter, language),
  };
}
