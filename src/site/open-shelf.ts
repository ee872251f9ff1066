import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Library } from '#content/model.ts';
import type { Body } from './body.ts';
import { type KeptDrawings, keptDrawings, noDrawings } from './kept-drawings.ts';
import { type KeptFiles, keptFiles } from './kept-files.ts';
import { sitePictures } from './picture.ts';
import { pictureMarker } from './picture-marker.ts';
import { searchSlices } from './search/kept-slices.ts';
import type { Shelf } from './shelf.ts';
import { namedSounds } from './sounds.ts';
import { type TextDrawing, textDrawing } from './text-drawing.ts';
import { textsOf } from './texts.ts';

interface Options {
  /** What is published at this moment is shown; a notice whose day is over is not. */
  readonly now: Date;
  /** Where drawings, digests and the search index are kept for the next build. */
  readonly kept: string;
  /** In `astro dev` nothing is kept but the search index: a text is drawn when a page asks for it. */
  readonly isDev?: boolean;
}

/** A shelf of the library; `done` writes down what the next build may take. */
export async function openShelf(
  library: Library,
  { now, kept, isDev = false }: Options,
): Promise<{
  readonly shelf: Shelf;
  /** What threads drew. */
  readonly add: KeptDrawings['add'];
  readonly done: () => Promise<void>;
}> {
  const files = await keptFiles(isDev ? undefined : join(kept, 'files'));
  const drawings = isDev ? noDrawings : await keptDrawings(join(kept, 'drawn'));
  const sounds = namedSounds(library, files);
  const shown = { ...library, newsletter: withoutPastNotice(library, now) };
  const texts = textsOf(shown);
  const draw = textDrawing(shown, { drawings, sounds });
  let slices: ReturnType<Shelf['slices']> | undefined;
  return {
    shelf: {
      library: shown,
      digests: new Map([...fileDigests(shown, files, sounds), ...textDigests(texts, draw, files)]),
      ...drawnTexts(texts, draw),
      picture: sitePictures({ digest: files.digest, isDev }),
      ...soundNames(sounds),
      slices: () => {
        slices ??= searchSlices(shown, join(kept, 'search'));
        return slices;
      },
    },
    add: drawings.add,
    done: async () => {
      await files.done();
      await drawings.done();
    },
  };
}

/** What a thread must be told of a shelf to have the same: plain values but for the library. */
export interface ShelfGoods extends Pick<Shelf, 'library' | 'digests' | 'sounds'> {
  readonly slices: Awaited<ReturnType<Shelf['slices']>>;
}

/** A shelf like another one; `drawn` closes it and tells what was drawn from it that nobody had drawn before. */
export async function openShelfAgain(
  { library, digests, sounds: files, slices }: ShelfGoods,
  kept: string,
): Promise<{ readonly shelf: Shelf; readonly drawn: KeptDrawings['drawn'] }> {
  const { digest } = await keptFiles(join(kept, 'files'));
  const drawings = await keptDrawings(join(kept, 'drawn'));
  const sounds = new Map(Array.from(files, ([name, file]) => [file, name]));
  return {
    shelf: {
      ...{ library, digests },
      ...drawnTexts(textsOf(library), textDrawing(library, { drawings, sounds })),
      picture: sitePictures({ digest, isDev: false }),
      ...soundNames(sounds),
      slices: async () => slices,
    },
    drawn: drawings.drawn,
  };
}

function drawnTexts(texts: ReadonlyMap<string, Body>, draw: TextDrawing): Pick<Shelf, 'text' | 'fed'> {
  return {
    text: name => {
      const text = texts.get(name);
      return text === undefined ? '' : draw.web(text);
    },
    fed: draw.fed,
  };
}

function soundNames(sounds: ReadonlyMap<string, string>): Pick<Shelf, 'sound' | 'sounds'> {
  return {
    sound: file => sounds.get(file) ?? '',
    sounds: new Map(Array.from(sounds, ([file, name]) => [name, file])),
  };
}

function fileDigests({ issues, authors }: Library, { digest }: KeptFiles, sounds: ReadonlyMap<string, string>) {
  const versions = issues.flatMap(({ commentaries }) => commentaries.flatMap(each => Object.values(each.versions)));
  const pictures = [...versions.map(({ cover }) => cover), ...[...authors.values()].map(({ picture }) => picture)];
  const files = new Set(pictures.flatMap(picture => picture?.file ?? []));
  return [...Array.from(files, file => [file, digest(file)] as const), ...sounds];
}

function* textDigests(
  texts: ReadonlyMap<string, Body>,
  { webKey, want, web }: TextDrawing,
  { digest }: KeptFiles,
): Generator<readonly [string, string]> {
  for (const [name, text] of texts) {
    const key = webKey(text);
    if (key !== undefined) want(key);
    yield [name, key ?? digestOfDrawn(web(text), digest)];
  }
}

function digestOfDrawn(html: string, digest: KeptFiles['digest']): string {
  const hash = createHash('sha256').update(html);
  for (const [, , written = ''] of html.matchAll(pictureMarker.pattern))
    hash.update(digest(pictureMarker.read(written).file));
  return hash.digest('hex');
}

function withoutPastNotice({ newsletter }: Library, now: Date): Library['newsletter'] {
  const { notice, ...rest } = newsletter;
  // `YYYY-MM-DD`, as Canada writes it.
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: newsletter.timezone }).format(now);
  const isPast = notice?.until !== undefined && notice.until < today;
  return notice === undefined || isPast ? rest : { ...rest, notice };
}
