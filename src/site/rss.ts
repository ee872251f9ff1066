import { formatDuration } from '#i18n/dates.ts';
import type { FeedChannel } from './feed-channel.ts';
import type { FeedItem } from './feed-item.ts';
import { element, type Markup, xmlDocument } from './xml.ts';

const namespaces = {
  'xmlns:atom': 'http://www.w3.org/2005/Atom',
  'xmlns:content': 'http://purl.org/rss/1.0/modules/content/',
  'xmlns:dc': 'http://purl.org/dc/elements/1.1/',
  'xmlns:itunes': 'http://www.itunes.com/dtds/podcast-1.0.dtd',
} as const;

/**
 * RSS 2.0 with whole texts. The first sound of an item is its enclosure, of which there may be one (the text links to the others),
 * and the channel says of itself what podcast programs ask for. A corrected item keeps
 * its guid and its date and has a newer `atom:updated`.
 */
export function rssFeed(channel: FeedChannel, items: readonly FeedItem[]): string {
  const { title, description, language, page, rss, picture, publisher } = channel;
  const newest = items.map(({ modified }) => modified.getTime());
  const parts = [
    text('title', title),
    text('link', page),
    text('description', description),
    text('language', language),
    ...(newest.length > 0 ? [text('lastBuildDate', new Date(Math.max(...newest)).toUTCString())] : []),
    element('atom:link', { href: rss, rel: 'self', type: 'application/rss+xml' }),
    element('image', {}, [text('url', picture), text('title', title), text('link', page)]),
    element('itunes:image', { href: picture }),
    element('itunes:category', { text: 'News' }),
    text('itunes:author', publisher),
    text('itunes:explicit', 'false'),
    ...items.map(item => itemElement(item)),
  ];
  return xmlDocument(element('rss', { version: '2.0', ...namespaces }, [element('channel', {}, parts)]));
}

function itemElement(item: FeedItem): Markup {
  const { address, title, summary, html, published, modified, authors, topic } = item;
  const [sound] = item.sounds;
  return element('item', {}, [
    text('title', title),
    text('link', address),
    element('guid', { isPermaLink: 'true' }, address),
    text('pubDate', published.toUTCString()),
    text('atom:updated', modified.toISOString()),
    ...authors.map(({ name }) => text('dc:creator', name)),
    ...(topic === undefined ? [] : [text('category', topic)]),
    text('description', summary),
    text('content:encoded', html),
    ...(sound === undefined
      ? []
      : [
          element('enclosure', { url: sound.address, length: `${sound.sizeBytes}`, type: sound.mediaType }),
          text('itunes:duration', formatDuration(sound.seconds)),
          text('itunes:explicit', 'false'),
        ]),
  ]);
}

function text(name: string, words: string): Markup {
  return element(name, {}, words);
}
