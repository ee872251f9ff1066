import { getImage } from 'astro:assets';
import { getEntry } from 'astro:content';
import rss from '@astrojs/rss';
import type { APIContext, InferGetStaticPropsType } from 'astro';
import type { Library, Version } from '#content/model.ts';
import { cleanText } from '#render/escape.ts';
import { commentaryPath, feedPath, homePath, soundPath } from '../../addresses.ts';
import { entryId } from '../../entry-id.ts';
import { feedVersions, pictureHole } from '../../feed-entries.ts';
import { theLibrary } from '../../library.ts';
import { authorsOf } from '../../listing.ts';
import { languageRoutes } from '../../routes.ts';

export const getStaticPaths = async () => languageRoutes(await theLibrary());

/** The newest commentaries with their whole text (RSS 2.0). */
export async function GET({ props }: APIContext<InferGetStaticPropsType<typeof getStaticPaths>>): Promise<Response> {
  const { language } = props;
  const library = await theLibrary();
  const { newsletter } = library;
  const self = `${newsletter.url}${feedPath(language)}`;
  return rss({
    title: cleanText(newsletter.name[language]),
    description: cleanText(newsletter.tagline[language]),
    site: `${newsletter.url}${homePath(language)}`,
    xmlns: { atom: 'http://www.w3.org/2005/Atom', dc: 'http://purl.org/dc/elements/1.1/' },
    customData: `<language>${language}</language><atom:link href="${self}" rel="self" type="application/rss+xml"/>`,
    items: await Promise.all(feedVersions(library, language).map(version => itemOf(library, version))),
  });
}

async function itemOf(library: Library, version: Version) {
  const { url } = library.newsletter;
  const { audio, language } = version;
  const sound = (await getEntry('commentaries', entryId(version)))?.data.sound;
  const authors = authorsOf(library, version.authors).map(({ name }) => name[language]);
  return {
    title: cleanText(version.title),
    description: cleanText(version.summary),
    link: url + commentaryPath(language, version.commentary),
    pubDate: new Date(version.published),
    content: await textOf(library, version),
    ...(authors.length > 0 && { customData: `<dc:creator>${escapeXml(authors.join(', '))}</dc:creator>` }),
    ...(audio !== undefined &&
      sound !== undefined && {
        enclosure: { url: url + soundPath(sound), length: audio.sizeBytes, type: audio.mediaType },
      }),
  };
}

/** The text with the addresses of its pictures in it. */
async function textOf({ newsletter }: Library, version: Version): Promise<string> {
  const entry = await getEntry('feeds', entryId(version));
  if (entry === undefined) throw new TypeError(`no text of ${entryId(version)} for the feed`);
  const { html, pictures } = entry.data;
  const images = await Promise.all(pictures.map(({ src, width }) => getImage({ src, width: Math.min(width, 960) })));
  return images.reduce((text, { src }, at) => text.replaceAll(pictureHole(at), newsletter.url + src), html);
}

function escapeXml(words: string): string {
  return cleanText(words).replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
