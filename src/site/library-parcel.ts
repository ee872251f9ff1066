import type { Root } from 'mdast';
import type { Issue, Library, Version } from '#content/model.ts';
import { textOpener } from './kept-issues.ts';
import type { PackPlace } from './pack.ts';
import { factsOf, laterText, type TextFacts } from './text-facts.ts';

/** A library as plain values, most of its texts left where they are kept. */
export interface LibraryParcel {
  readonly library: Library;
  /** What stands in place of a text that is kept, and where that lies. */
  readonly kept: ReadonlyMap<Root, KeptText>;
}

interface KeptText {
  readonly facts: TextFacts;
  readonly place: PackPlace;
}

/** For a thread: a copy of a parcel is a parcel. `placeOf`: where a text is kept. */
export function parcelOf(library: Library, placeOf: (text: Root) => PackPlace | undefined): LibraryParcel {
  const kept = new Map<Root, KeptText>();
  const without = (text: Root): Root => {
    const place = placeOf(text);
    if (place === undefined) return text;
    const empty: Root = { type: 'root', children: [] };
    kept.set(empty, { facts: factsOf(text), place });
    return empty;
  };
  return { library: withIssueTexts(library, without), kept };
}

/** The library of a parcel; its texts are read from `folder` when somebody asks. */
export function openParcel({ library, kept }: LibraryParcel, folder: string): Library {
  const open = textOpener(folder);
  return withIssueTexts(library, empty => {
    const text = kept.get(empty);
    return text === undefined ? empty : laterText(text.facts, () => open(text.place));
  });
}

function withIssueTexts(library: Library, text: (text: Root) => Root): Library {
  const issues = library.issues.map(issue => ({
    ...issue,
    words: mapped(issue.words, words => ({ ...words, letter: text(words.letter) })),
    commentaries: issue.commentaries.map(commentary => ({
      ...commentary,
      versions: mapped(commentary.versions, (version): Version => ({ ...version, body: text(version.body) })),
    })),
  }));
  return { ...library, issues: issues satisfies Issue[] };
}

function mapped<Key extends string, Value>(
  values: Readonly<Partial<Record<Key, Value>>>,
  change: (value: Value) => Value,
): Partial<Record<Key, Value>> {
  const changed: Partial<Record<Key, Value>> = {};
  for (const key in values) {
    const value = values[key];
    if (value !== undefined) changed[key] = change(value);
  }
  return changed;
}
