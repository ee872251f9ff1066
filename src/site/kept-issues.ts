import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import type { Root } from 'mdast';
import { z } from 'zod';
import type { FolderRead, IssueMemory } from '#content/issue-memory.ts';
import { writeWhole } from './kept-file.ts';
import { factsOf, laterText, type TextFacts } from './text-facts.ts';

type Texts = ReadonlyMap<string, Root['children']>;

/** An issue as it lies in the list of all, its texts apart. */
interface Kept {
  readonly key: string;
  readonly read: FolderRead;
  /** By the file that each text stands in. */
  readonly facts: ReadonlyMap<string, TextFacts>;
}

const list = z.object({ code: z.string(), issues: z.custom<ReadonlyMap<string, Kept>>(value => value instanceof Map) });
const texts = z.custom<Texts>(value => value instanceof Map);

/**
 * Issues as the build before read them with the same code. Their texts, most of an archive's weight, stay in files until
 * somebody asks for one. `done` writes down what is new.
 */
export async function keptIssues(folder: string, code: string): Promise<IssueMemory & { done: () => Promise<void> }> {
  await mkdir(folder, { recursive: true });
  const before = await readList(folder);
  const known: ReadonlyMap<string, Kept> = before?.code === code ? before.issues : new Map();
  const files = new Set(await readdir(folder));
  const now = new Map<string, Kept>();
  let isNew = before?.code !== code;
  const textsOf = lastOpened(folder);
  const use = (id: string, kept: Kept): FolderRead => {
    now.set(id, kept);
    return withTexts(kept, file => textsOf(fileName(id, kept.key)).get(file) ?? []);
  };
  return {
    recall: (id, key) => {
      const kept = known.get(id);
      return kept?.key === key && files.has(fileName(id, key)) ? use(id, kept) : undefined;
    },
    keep: async (id, key, read) => {
      isNew = true;
      const found = textsIn(read);
      await writeWhole(
        join(folder, fileName(id, key)),
        serialize(new Map(found.map(([file, { children }]) => [file, children]))),
      );
      const facts = new Map(
        found.map(([file, body]) => {
          const made = createHash('sha256').update(`${code}\0${key}\0${file}`).digest('hex');
          return [file, { ...factsOf(body), key: made }];
        }),
      );
      return use(id, { key, read: withTexts({ key, read, facts: new Map() }, () => []), facts });
    },
    done: async () => {
      if (isNew || now.size !== known.size) await writeWhole(join(folder, listName), serialize({ code, issues: now }));
      const wanted = new Set([listName, ...[...now].map(([id, { key }]) => fileName(id, key))]);
      for (const name of files) if (!wanted.has(name)) await rm(join(folder, name), { force: true });
    },
  };
}

const listName = 'issues';

function fileName(id: string, key: string): string {
  return `${id}.${key.slice(0, 32)}`;
}

async function readList(folder: string): Promise<z.infer<typeof list> | undefined> {
  try {
    return list.parse(deserialize(await readFile(join(folder, listName))));
  } catch {
    // There is none, or another Node wrote it.
    return undefined;
  }
}

/** Texts of an issue are asked for one after the other. */
function lastOpened(folder: string): (name: string) => Texts {
  let last: { readonly name: string; readonly opened: Texts } | undefined;
  return name => {
    if (last?.name !== name) last = { name, opened: texts.parse(deserialize(readFileSync(join(folder, name)))) };
    return last.opened;
  };
}

function textsIn({ issue }: FolderRead): (readonly [file: string, text: Root])[] {
  const words = issue?.words.map(({ value }) => [value.file, value.letter] as const) ?? [];
  return [...words, ...(issue?.versions.map(({ version }) => [version.file, version.body] as const) ?? [])];
}

/** An issue whose texts are read when they are asked for. */
function withTexts({ read, facts }: Kept, text: (file: string) => Root['children']): FolderRead {
  const { issue, problems } = read;
  if (issue === undefined) return read;
  const later = (file: string): Root => {
    const known = facts.get(file);
    return known === undefined ? { type: 'root', children: [] } : laterText(known, () => text(file));
  };
  return {
    problems,
    issue: {
      ...issue,
      words: issue.words.map(({ value }) => ({ value: { ...value, letter: later(value.file) } })),
      versions: issue.versions.map(({ version, ...rest }) => ({
        ...rest,
        version: { ...version, body: later(version.file) },
      })),
    },
  };
}
