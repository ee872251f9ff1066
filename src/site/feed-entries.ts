import type { Commentary, Library, Version } from '#content/model.ts';
import type { Language } from '#i18n/languages.ts';
import { commentaryAddress } from '#render/addresses.ts';
import { renderFeedBody } from '#render/feed.ts';
import { soundPath } from './addresses.ts';
import { drawingKey } from './drawing-key.ts';
import type { Entry } from './entries.ts';
import { entryId } from './entry-id.ts';
import { type Drawn, keptDrawings } from './kept-drawings.ts';
import { relativePicture } from './picture.ts';
import { namedSounds } from './sounds.ts';

/** How many commentaries a feed holds. */
const most = 30;

/** Where a picture's address belongs in a feed's text; Astro knows it only when the feed is built. */
export const pictureHole = (at: number) => `picture-${at}.invalid`;

/** A version as a feed holds it. */
export interface Fed {
  readonly commentary: Commentary;
  readonly version: Version;
}

// Feeds are many; the archive is read once for all of them.
const known = new WeakMap<Library, ReadonlyMap<string, readonly Fed[]>>();

/**
 * What a feed holds: the newest commentaries of a language, or of a topic in it (a story counts), newest issue first, each issue in its order. A
 * withdrawn one stays, so that its readers learn of it.
 */
export function fedVersions(library: Library, language: Language, topic = ''): readonly Fed[] {
  const lists = known.get(library) ?? newestOf(library);
  known.set(library, lists);
  return lists.get(`${language}/${topic}`) ?? [];
}

function newestOf({ issues }: Library): ReadonlyMap<string, readonly Fed[]> {
  const lists = new Map<string, Fed[]>();
  for (const { commentaries } of issues.toReversed())
    for (const commentary of commentaries)
      for (const version of Object.values(commentary.versions))
        for (const topic of new Set(['', commentary.topic, ...version.stories.flatMap(story => story.topic ?? [])])) {
          const key = `${version.language}/${topic}`;
          const list = lists.get(key) ?? [];
          lists.set(key, list);
          if (list.length < most) list.push({ commentary, version });
        }
  return lists;
}

/** What the feeds hold: each text as HTML with holes for its pictures, and those pictures. */
export async function feedEntries(library: Library, _: Date, cacheFolder: string): Promise<Entry[]> {
  const sounds = await namedSounds(library);
  const drawings = await keptDrawings({ cacheFolder, collection: 'feeds', isApart: () => true });
  const { url, languages } = library.newsletter;
  const topics = ['', ...library.topics.keys()];
  const versions = languages.flatMap(language =>
    topics.flatMap(topic => fedVersions(library, language, topic).map(({ version }) => version)),
  );
  const entries: Entry[] = [];
  for (const version of new Set(versions)) {
    const { language, commentary, body: text } = version;
    const page = commentaryAddress(url, language, commentary);
    const place = { library, language, bodyLanguage: language, base: url, page, topLevel: 2 };
    const key = drawingKey(text, place, sounds);
    const { body = '', pictures } = drawings.take(key, () => drawFed(version, { library, sounds }));
    entries.push({ id: entryId(version), file: version.file, data: { body, pictures } });
  }
  await drawings.done();
  return entries;
}

function drawFed(
  version: Version,
  { library, sounds }: { readonly library: Library; readonly sounds: ReadonlyMap<string, string> },
): Drawn {
  const pictures: { src: string; width: number }[] = [];
  const html = renderFeedBody(version, {
    library,
    picture: picture => {
      pictures.push({ src: relativePicture(library, version.file, picture), width: picture.width });
      return { src: pictureHole(pictures.length - 1) };
    },
    sound: sound => library.newsletter.url + soundPath(sounds.get(sound.file) ?? ''),
  });
  return { html, pictures };
}
