import type { FeedChannel } from './feed-channel.ts';
import type { FeedItem } from './feed-item.ts';

/** JSON Feed 1.1 (jsonfeed.org/version/1.1) with whole texts; sounds are attachments. */
export function jsonFeed(
  { title, description, language, page, json, picture, publisher }: FeedChannel,
  items: readonly FeedItem[],
): string {
  const feed = {
    version: 'https://jsonfeed.org/version/1.1',
    title,
    home_page_url: page,
    feed_url: json,
    description,
    language,
    icon: picture,
    authors: [{ name: publisher, url: page }],
    items: items.map(item => ({
      id: item.address,
      url: item.address,
      title: item.title,
      summary: item.summary,
      content_html: item.html,
      image: item.picture,
      language,
      date_published: item.published.toISOString(),
      date_modified: item.modified.toISOString(),
      ...(item.authors.length > 0 && { authors: item.authors.map(({ name, address }) => ({ name, url: address })) }),
      ...(item.topic !== undefined && { tags: [item.topic] }),
      ...(item.sounds.length > 0 && {
        attachments: item.sounds.map(sound => ({
          url: sound.address,
          mime_type: sound.mediaType,
          title: sound.title,
          size_in_bytes: sound.sizeBytes,
          duration_in_seconds: sound.seconds,
        })),
      }),
    })),
  };
  return `${JSON.stringify(feed)}\n`;
}
