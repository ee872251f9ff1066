import type { Library, Picture, Version } from '#content/model.ts';
import type { Author } from '#content/publication.ts';
import { commentaryPath, issuePath, pagePath } from './addresses.ts';
import { drawBody } from './body.ts';
import { entryId } from './entry-id.ts';
import { type Drawing, keptDrawings } from './kept-drawings.ts';
import { relativePicture } from './picture.ts';
import { namedSounds } from './sounds.ts';
import { withoutBodies } from './without-bodies.ts';

/** One entry of the content layer, before it is stored. */
export interface Entry {
  readonly id: string;
  /** Path from the content's root, with slashes: pictures are found from there. */
  readonly file?: string;
  readonly data: Record<string, unknown>;
  /** Stored with the entry; what lies apart is named in `data`. */
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
export function commentaryEntries(library: Library, _: Date, cacheFolder: string): Promise<Entry[]> {
  return drawnEntries(library, { cacheFolder, collection: 'commentaries' }, where =>
    versionsOf(library).map(version => ({
      id: entryId(version),
      file: version.file,
      data: {
        ...pictureData(library, version, 'cover', version.cover),
        ...(version.audio !== undefined && { sound: where.sounds.get(version.audio.file) }),
      },
      draw: () => drawBody(version, { ...where, path: commentaryPath(version.language, version.commentary) }),
    })),
  );
}

/** The editor's letter of each issue in each language; empty where there is none. */
export function letterEntries(library: Library, _: Date, cacheFolder: string): Promise<Entry[]> {
  return drawnEntries(library, { cacheFolder, collection: 'letters' }, where =>
    library.issues.flatMap(issue =>
      library.newsletter.languages.map(language => {
        const id = `${issue.id}/${language}`;
        const words = issue.words[language];
        if (words === undefined) return { id, data: {}, draw: () => ({ html: '', pictures: [] }) };
        const { file, letter: body } = words;
        const path = issuePath(language, issue.id);
        return { id, file, data: {}, draw: () => drawBody({ file, language, body }, { ...where, path, topLevel: 3 }) };
      }),
    ),
  );
}

/** About, privacy and what else stands by itself. */
export function pageEntries(library: Library, _: Date, cacheFolder: string): Promise<Entry[]> {
  return drawnEntries(library, { cacheFolder, collection: 'pages' }, where =>
    library.pages.map(page => ({
      id: `${page.name}/${page.language}`,
      file: page.file,
      data: {},
      draw: () => drawBody(page, { ...where, path: pagePath(page.language, page.name) }),
    })),
  );
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

type Where = Omit<Parameters<typeof drawBody>[1], 'path'>;

interface Undrawn extends Pick<Entry, 'id' | 'file' | 'data'> {
  readonly draw: () => Drawing;
}

/** Entries with their texts. */
async function drawnEntries(
  library: Library,
  kept: { readonly cacheFolder: string; readonly collection: string },
  undrawn: (where: Where) => readonly Undrawn[],
): Promise<Entry[]> {
  // Astro fills in pictures where the HTML is in the entry itself.
  const drawings = await keptDrawings({ ...kept, isApart: ({ pictures }) => pictures.length === 0 });
  const entries: Entry[] = [];
  for (const { draw, data, ...entry } of undrawn({ library, drawings, sounds: await namedSounds(library) })) {
    const { html, body, pictures } = draw();
    const own = { ...data, ...(body !== undefined && { body }) };
    entries.push({
      ...entry,
      data: own,
      ...(html !== undefined && { html }),
      pictures: pictures.map(({ src }) => src),
    });
  }
  await drawings.done();
  return entries;
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
