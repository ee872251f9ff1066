import type { Library, Version } from '#content/model.ts';
import { renderFeedBody } from '#render/feed.ts';
import { soundPath } from './addresses.ts';
import type { Entry } from './entries.ts';
import { entryId } from './entry-id.ts';
import { relativePicture } from './picture.ts';
import { namedSounds } from './sounds.ts';

/** How many commentaries a feed holds. */
const most = 30;

/** Where a picture's address belongs in a feed's text; Astro knows it only when the feed is built. */
export const pictureHole = (at: number) => `picture-${at}.invalid`;

/** The newest commentaries of a language, newest issue first, each issue in its order. */
export function feedVersions(library: Library, language: string): Version[] {
  return library.issues
    .toReversed()
    .flatMap(({ commentaries }) => commentaries.flatMap(({ versions }) => Object.values(versions)))
    .filter(version => version.language === language)
    .slice(0, most);
}

/** What the feeds hold: each text as HTML with holes for its pictures, and those pictures. */
export async function feedEntries(library: Library): Promise<Entry[]> {
  const sounds = await namedSounds(library);
  const { url, languages } = library.newsletter;
  return languages
    .flatMap(language => feedVersions(library, language))
    .map(version => {
      const pictures: { src: string; width: number }[] = [];
      const html = renderFeedBody(version, {
        library,
        picture: picture => {
          pictures.push({ src: relativePicture(library, version.file, picture), width: picture.width });
          return { src: pictureHole(pictures.length - 1) };
        },
        sound: sound => url + soundPath(sounds.get(sound.file) ?? ''),
      });
      return { id: entryId(version), file: version.file, data: { html, pictures } };
    });
}
