import { readFile } from 'node:fs/promises';
import type { Sound } from '#content/media.ts';
import type { Commentary, Library, Version } from '#content/model.ts';
import { cleanText } from '#render/escape.ts';
import { authorPath, commentaryPath, soundPath } from './addresses.ts';
import { withFedPictures } from './drawn-pictures.ts';
import type { Fed } from './fed-versions.ts';
import { authorsOf } from './listing.ts';
import { commentaryCard, sharePath } from './share/card.ts';
import { theShelf } from './shelf.ts';
import { withoutTags } from './sound-tags.ts';
import { modifiedAt } from './structured-data.ts';
import { factsOf } from './text-facts.ts';

/** A commentary as every feed tells of it; addresses are absolute, words are clean and not escaped. */
export interface FeedItem {
  readonly address: string;
  readonly title: string;
  readonly summary: string;
  /** The whole text, with corrections; of a withdrawn piece the reason. */
  readonly html: string;
  readonly published: Date;
  /** When it was published or last corrected. */
  readonly modified: Date;
  readonly authors: readonly { readonly name: string; readonly address: string }[];
  readonly topic?: string;
  /** With which it is shared. */
  readonly picture: string;
  /** The one beside it, then those in its text. */
  readonly sounds: readonly FeedSound[];
}

interface FeedSound {
  readonly address: string;
  readonly title: string;
  readonly mediaType: string;
  /** Of the file that is given out. */
  readonly sizeBytes: number;
  readonly seconds: number;
}

const known = new WeakMap<Library, Map<Version, Promise<FeedItem>>>();

/** The same value in every feed that holds the version. */
export function feedItem(library: Library, { commentary, version }: Fed): Promise<FeedItem> {
  const ofLibrary = known.get(library) ?? new Map<Version, Promise<FeedItem>>();
  known.set(library, ofLibrary);
  const item = ofLibrary.get(version) ?? makeItem(library, commentary, version);
  ofLibrary.set(version, item);
  return item;
}

async function makeItem(library: Library, commentary: Commentary, version: Version): Promise<FeedItem> {
  const { url } = library.newsletter;
  const { language } = version;
  const topic = library.topics.get(commentary.topic)?.name[language];
  const shelf = await theShelf();
  const published = new Date(version.published);
  const modified = new Date(modifiedAt(version));
  return {
    address: url + commentaryPath(language, version.commentary),
    title: cleanText(version.title),
    summary: cleanText(version.summary),
    html: await withFedPictures(shelf.fed(version), shelf, url),
    published,
    // A correction has a day only; on the day of publication it is not older than that.
    modified: modified < published ? published : modified,
    authors: authorsOf(library, version.authors).map(({ id, name }) => ({
      name: cleanText(name[language]),
      address: url + authorPath(language, id),
    })),
    ...(topic !== undefined && { topic: cleanText(topic) }),
    picture: url + sharePath(commentaryCard(library, commentary, version)),
    sounds: await Promise.all(
      soundsOf(version).map(sound => fedSound(sound, url + soundPath(shelf.sound(sound.file)))),
    ),
  };
}

function soundsOf({ audio, body, withdrawn }: Version): Sound[] {
  return withdrawn === undefined ? [...(audio === undefined ? [] : [audio]), ...factsOf(body).sounds] : [];
}

async function fedSound({ file, title, mediaType, seconds }: Sound, address: string): Promise<FeedSound> {
  const given = withoutTags(await readFile(file));
  return { address, title: cleanText(title), mediaType, sizeBytes: given.length, seconds: Math.round(seconds) };
}
