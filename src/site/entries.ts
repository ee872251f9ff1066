import type { Library, Picture, Version } from '#content/model.ts';
import type { Author } from '#content/publication.ts';
import { commentaryPath, issuePath, pagePath } from './addresses.ts';
import { drawBody } from './body.ts';
import { entryId } from './entry-id.ts';
import { relativePicture } from './picture.ts';
import { namedSounds } from './sounds.ts';
import { withoutBodies } from './without-bodies.ts';

/** One entry of the content layer, before it is stored. */
export interface Entry {
  readonly id: string;
  /** Path from the content's root, with slashes: pictures are found from there. */
  readonly file?: string;
  readonly data: Record<string, unknown>;
  readonly html?: string;
  /** Pictures of the HTML, from the entry's file: `./map.png`. */
  readonly pictures?: readonly string[];
}

/** The whole library as one entry, without bodies, and without a notice whose day is over. */
export function libraryEntries(library: Library, now: Date): Entry[] {
  return [
    { id: 'library', data: { library: { ...withoutBodies(library), newsletter: withoutPastNotice(library, now) } } },
  ];
}

/** Each version of each commentary: its body as HTML, its cover and its sound. */
export async function commentaryEntries(library: Library): Promise<Entry[]> {
  const sounds = await namedSounds(library);
  return versionsOf(library).map(version => ({
    id: entryId(version),
    file: version.file,
    data: {
      ...pictureData(library, version, 'cover', version.cover),
      ...(version.audio !== undefined && { sound: sounds.get(version.audio.file) }),
    },
    ...drawBody(version, { library, sounds, path: commentaryPath(version.language, version.commentary) }),
  }));
}

/** The editor's letter of each issue in each language; empty where there is none. */
export async function letterEntries(library: Library): Promise<Entry[]> {
  const sounds = await namedSounds(library);
  return library.issues.flatMap(issue =>
    library.newsletter.languages.map(language => {
      const id = `${issue.id}/${language}`;
      const words = issue.words[language];
      if (words === undefined) return { id, data: {}, html: '' };
      const { file, letter: body } = words;
      const where = { library, sounds, path: issuePath(language, issue.id), topLevel: 3 };
      return { id, file, data: {}, ...drawBody({ file, language, body }, where) };
    }),
  );
}

/** About, privacy and what else stands by itself. */
export async function pageEntries(library: Library): Promise<Entry[]> {
  const sounds = await namedSounds(library);
  return library.pages.map(page => ({
    id: `${page.name}/${page.language}`,
    file: page.file,
    data: {},
    ...drawBody(page, { library, sounds, path: pagePath(page.language, page.name) }),
  }));
}

/** Authors' pictures. */
export function authorEntries(library: Library): Entry[] {
  const file = 'content/authors.yaml';
  return [...library.authors.values()].map(({ id, picture }: Author) => ({
    id,
    file,
    data: pictureData(library, { file }, 'picture', picture),
  }));
}

/** Every sound under the name by which it is given out. */
export async function soundEntries(library: Library): Promise<Entry[]> {
  return [...(await namedSounds(library))].map(([path, name]) => ({ id: name, data: { path } }));
}

function versionsOf({ issues }: Library): Version[] {
  return issues.flatMap(({ commentaries }) => commentaries.flatMap(({ versions }) => Object.values(versions)));
}

function pictureData(library: Library, from: { file: string }, name: string, picture: Picture | undefined) {
  return picture === undefined ? {} : { [name]: relativePicture(library, from.file, picture) };
}

function withoutPastNotice({ newsletter }: Library, now: Date): Library['newsletter'] {
  const { notice, ...rest } = newsletter;
  // `YYYY-MM-DD`, as Canada writes it.
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: newsletter.timezone }).format(now);
  const isPast = notice?.until !== undefined && notice.until < today;
  return notice === undefined || isPast ? rest : { ...rest, notice };
}
