import { deserialize, serialize } from 'node:v8';
import type { Root } from 'mdast';
import { z } from 'zod';
import { eachNode } from '#content/each-node.ts';
import type { FolderRead } from '#content/issue-memory.ts';

/**
 * A text as bytes. Takes out of it where its words stood in the file, which nobody asks for once it was read: half of what would be kept,
 * and read twice for every page.
 */
export function textBytes(body: Root): Uint8Array {
  eachNode(body, node => {
    node.position = undefined;
  });
  return serialize(body.children);
}

/** What `textBytes` wrote. */
export function textOfBytes(bytes: Uint8Array): Root['children'] {
  return children.parse(deserialize(bytes));
}

const children = z.custom<Root['children']>(Array.isArray);

/** Every text of an issue by the file that it stands in. */
export function textsIn({ issue }: FolderRead): (readonly [file: string, text: Root])[] {
  const words = issue?.words.map(({ value }) => [value.file, value.letter] as const) ?? [];
  return [...words, ...(issue?.versions.map(({ version }) => [version.file, version.body] as const) ?? [])];
}

/** An issue without its texts: plain values. */
export function bareRead(read: FolderRead): FolderRead {
  return withTexts(read, () => ({ type: 'root', children: [] }));
}

/** An issue with other texts, by their files. */
export function withTexts(read: FolderRead, text: (file: string) => Root): FolderRead {
  const { issue, problems } = read;
  if (issue === undefined) return read;
  return {
    problems,
    issue: {
      ...issue,
      words: issue.words.map(({ value }) => ({ value: { ...value, letter: text(value.file) } })),
      versions: issue.versions.map(({ version, ...rest }) => ({
        ...rest,
        version: { ...version, body: text(version.file) },
      })),
    },
  };
}
