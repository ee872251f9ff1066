import type { Library } from '#content/model.ts';
import type { Topic } from '#content/publication.ts';
import type { Language } from '#i18n/languages.ts';
import { translator } from '#i18n/translator.ts';
import { cleanText } from '#render/escape.ts';
import { feedPath, homePath, jsonFeedPath, topicFeedPath, topicPath } from './addresses.ts';
import { coverCard, sharePath } from './share/card.ts';

/** What a feed says of itself; addresses are absolute, words are clean and not escaped. */
export interface FeedChannel {
  readonly title: string;
  readonly description: string;
  readonly language: Language;
  /** The page that shows the same. */
  readonly page: string;
  /** The feed's own address as RSS. */
  readonly rss: string;
  /** As JSON Feed, where there is one. */
  readonly json?: string;
  /** A square picture, 1400 pixels wide. */
  readonly picture: string;
  readonly publisher: string;
}

/** The feed of a language. */
export function languageChannel(library: Library, language: Language): FeedChannel {
  const { url, name, tagline } = library.newsletter;
  return {
    title: cleanText(name[language]),
    description: cleanText(tagline[language]),
    language,
    page: url + homePath(language),
    rss: url + feedPath(language),
    json: url + jsonFeedPath(language),
    picture: url + sharePath(coverCard(library, language)),
    publisher: cleanText(name[language]),
  };
}

/** The feed of a topic in a language. */
export function topicChannel(library: Library, topic: Topic, language: Language): FeedChannel {
  const { url, name } = library.newsletter;
  const t = translator(language);
  const words = { name: name[language], topic: topic.name[language] };
  const { json, ...channel } = languageChannel(library, language);
  return {
    ...channel,
    title: cleanText(t('feeds.topic', words)),
    description: cleanText(t('feeds.ofTopic', words)),
    page: url + topicPath(language, topic.id),
    rss: url + topicFeedPath(language, topic.id),
  };
}
