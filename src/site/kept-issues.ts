import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Root } from 'mdast';
import { z } from 'zod';
import type { FolderRead, IssueMemory } from '#content/issue-memory.ts';
import { type IssueReaders, issueReaders, readersFor } from './issue-readers.ts';
import { readList, writeList } from './kept-list.ts';
import { bareRead, textBytes, textOfBytes, textsIn, withTexts } from './kept-text.ts';
import { areThere, forgetPacks, type PackPlace, packsOf, packWriter, unpack } from './pack.ts';
import { factsOf, laterText, type TextFacts } from './text-facts.ts';

/** An issue as it lies in the list of all, its texts apart. */
interface KeptIssue {
  readonly key: string;
  readonly read: FolderRead;
  /** By the file that each text stands in. */
  readonly texts: ReadonlyMap<string, KeptText>;
}

interface KeptText {
  readonly facts: TextFacts;
  readonly place: PackPlace;
}

const list = z.object({
  code: z.string(),
  issues: z.custom<ReadonlyMap<string, KeptIssue>>(value => value instanceof Map),
});

/** Where there are more packs, all is read again. */
const mostPacks = 40;

interface KeptIssues extends IssueMemory {
  /** Where a text lies, in the folder; undefined for one that is not kept. */
  readonly placeOf: (text: Root) => PackPlace | undefined;
  /** Ends the threads that helped. */
  readonly end: () => Promise<void>;
  /** Writes down what is new. */
  readonly done: () => Promise<void>;
}

/**
 * Issues as the build before read them with the same code. Their texts, most of an archive's weight, stay in files until
 * somebody asks for one. Where many are new, `threadsFor` says how many threads help to read them.
 */
export async function keptIssues(folder: string, code: string, threadsFor = readersFor): Promise<KeptIssues> {
  const listFile = join(folder, 'issues');
  await mkdir(folder, { recursive: true });
  const before = await readList(listFile, list);
  const places = before?.code === code ? placesIn(before.issues) : [];
  const isGood = before?.code === code && packsOf(places).size <= mostPacks && areThere(folder, places);
  const known: ReadonlyMap<string, KeptIssue> = isGood ? before.issues : new Map();
  const now = new Map<string, KeptIssue>();
  const writer = packWriter(folder);
  const packed = new WeakMap<Root, PackPlace>();
  const open = textOpener(folder);
  const use = (id: string, kept: KeptIssue): FolderRead => {
    now.set(id, kept);
    return withTexts(kept.read, file => {
      const text = kept.texts.get(file);
      if (text === undefined) return { type: 'root', children: [] };
      const later = laterText(text.facts, () => open(text.place));
      packed.set(later, text.place);
      return later;
    });
  };
  let readers: IssueReaders<PackPlace> | undefined;
  return {
    placeOf: text => packed.get(text),
    recall: (id, key) => {
      const kept = known.get(id);
      return kept?.key === key ? use(id, kept) : undefined;
    },
    keep: async (id, key, read) => {
      const texts = new Map(
        textsIn(read).map(([file, body]) => {
          const made = createHash('sha256').update(`${code}\0${key}\0${file}`).digest('hex');
          return [
            file,
            { facts: { ...factsOf(body), key: made }, place: packed.get(body) ?? writer.put(textBytes(body)) },
          ];
        }),
      );
      return use(id, { key, read: bareRead(read), texts });
    },
    begin: (ids, setting) => {
      const unknown = ids.filter(id => !known.has(id));
      const threads = threadsFor(unknown.length);
      if (threads > 0) readers = issueReaders(unknown, setting, { threads, put: writer.put });
    },
    elsewhere: async (id, key) => {
      const found = await readers?.take(id);
      if (found?.key !== key) return undefined;
      return withTexts(found.read, file => {
        const text = found.texts.get(file);
        if (text === undefined) return { type: 'root', children: [] };
        const later = laterText(text.facts, () => open(text.text));
        packed.set(later, text.text);
        return later;
      });
    },
    end: async () => readers?.close(),
    done: async () => {
      const isSame = now.size === known.size && [...now].every(([id, kept]) => known.get(id) === kept);
      if (!isSame || !isGood) await writeList(listFile, { code, issues: now });
      writer.close();
      await forgetPacks(folder, placesIn(now));
    },
  };
}

/** Opens texts that are kept in a folder. */
export function textOpener(folder: string): (place: PackPlace) => Root['children'] {
  // Who draws a text looks at it several times.
  let last: { readonly place: PackPlace; readonly opened: Root['children'] } | undefined;
  return place => {
    if (last?.place !== place) last = { place, opened: textOfBytes(unpack(folder, place)) };
    return last.opened;
  };
}

function placesIn(issues: ReadonlyMap<string, KeptIssue>): PackPlace[] {
  return [...issues.values()].flatMap(({ texts }) => Array.from(texts.values(), ({ place }) => place));
}
