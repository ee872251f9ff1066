import MiniSearch from 'minisearch';
import { isLanguage, type Language } from '#i18n/languages.ts';
import { indexOptions, type Searched } from './index-options.ts';
import type { FoundPiece, Manifest, Slice } from './slice.ts';
import type { Wanted } from './wanted.ts';

/** A commentary that was found. */
export interface Found {
  readonly piece: FoundPiece;
  readonly language: Language;
  /** Stems that were found in it, as `termOf` makes them; empty where no words were looked for. */
  readonly terms: ReadonlySet<string>;
}

export interface Engine {
  /**
   * What is wanted, year by year from the newest, the best of a year first; a year's slices are fetched when it is asked for. Every
   * word must be in a piece; with `similar` one of them is enough, and longer words may differ by a letter or two.
   */
  readonly search: (wanted: Wanted, similar?: boolean) => AsyncGenerator<readonly Found[]>;
}

interface Opened {
  readonly slice: Slice;
  readonly index: MiniSearch<Searched>;
}

/** Searches the slices that a manifest names. `readJson` fetches an address; when it fails, so does the search. */
export function searchEngine(manifestUrl: string, readJson: (url: string) => Promise<string>): Engine {
  let manifest: Promise<Manifest> | undefined;
  const opened = new Map<string, Promise<Opened>>();

  const remember = <Value>(made: Promise<Value>, forget: () => void): Promise<Value> => {
    // The next attempt asks again.
    made.catch(forget);
    return made;
  };
  const slicesOf = () => {
    manifest ??= remember(readJson(manifestUrl).then(parseManifest), () => {
      manifest = undefined;
    });
    return manifest;
  };
  const open = (path: string) => {
    const known = opened.get(path) ?? remember(openSlice(path), () => opened.delete(path));
    opened.set(path, known);
    return known;
  };
  const openSlice = async (path: string): Promise<Opened> => {
    const slice = parseSlice(await readJson(new URL(path, manifestUrl).href));
    return { slice, index: MiniSearch.loadJS(slice.index, indexOptions(slice.language)) };
  };

  return {
    async *search(wanted, similar = false) {
      const { slices } = await slicesOf();
      const asked = slices.filter(
        ({ language, year }) =>
          (wanted.language === 'all' || wanted.language === language) && (wanted.year ?? year) === year,
      );
      for (const ofYear of Map.groupBy(asked, ({ year }) => year).values()) {
        const ready = await Promise.all(ofYear.map(({ path }) => open(path)));
        yield ready
          .flatMap(each => searchSlice(each, wanted, similar))
          .sort((a, b) => b.score - a.score)
          .map(({ found }) => found);
      }
    },
  };
}

function searchSlice({ slice, index }: Opened, wanted: Wanted, similar: boolean): { found: Found; score: number }[] {
  const query = wanted.words === '' ? MiniSearch.wildcard : wanted.words;
  const loose = { combineWith: 'OR', fuzzy: slipsIn } as const;
  return index.search(query, similar ? loose : {}).flatMap(({ id, score, terms }) => {
    const piece = slice.pieces[Number(id)];
    if (piece === undefined || !isFiled(piece, wanted)) return [];
    return [{ found: { piece, language: slice.language, terms: new Set(terms) }, score }];
  });
}

/** Letters that may differ: in short words each makes another word. */
function slipsIn(term: string): number {
  if (term.length > 7) return 2;
  return term.length > 4 ? 1 : 0;
}

/** A story may be filed elsewhere than its commentary. */
function isFiled({ filed }: FoundPiece, { topic, trend }: Wanted): boolean {
  return filed.some(each => (topic ?? each.topic) === each.topic && (trend ?? each.trend) === each.trend);
}

function parseManifest(json: string): Manifest {
  const manifest: Manifest = JSON.parse(json);
  return { slices: manifest.slices.filter(({ language }) => isLanguage(language)) };
}

function parseSlice(json: string): Slice {
  return JSON.parse(json);
}
