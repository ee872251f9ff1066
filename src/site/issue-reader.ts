/** Reads folders of issues in a thread of its own for issue-readers.ts. */
import { parentPort, workerData } from 'node:worker_threads';
import { assetReader } from '#content/asset-reader.ts';
import { type FolderRead, rememberedIssue } from '#content/issue-memory.ts';
import type { ReadElsewhere, ReadOrder } from './issue-readers.ts';
import { bareRead, textBytes, textsIn } from './kept-text.ts';
import { claim } from './shares.ts';
import { factsOf } from './text-facts.ts';

const { ids, setting: plain, claims }: ReadOrder = workerData;
const setting = { ...plain, assets: assetReader({ whole: false }) };

for (const [at, id] of [...ids.entries()].reverse())
  if (claim(claims, at)) parentPort?.postMessage({ at, ...(await readOne(id)) } satisfies ReadElsewhere);

async function readOne(id: string): Promise<Pick<ReadElsewhere, 'done'>> {
  let found = {};
  const keep = async (_: string, key: string, read: FolderRead) => {
    const texts = textsIn(read).map(([file, body]) => [file, { facts: factsOf(body), text: textBytes(body) }] as const);
    found = { done: { key, read: bareRead(read), texts: new Map(texts) } };
    return read;
  };
  try {
    await rememberedIssue(id, setting, { recall: () => undefined, keep });
  } catch {
    // Whoever asked reads it again, and is told of it there.
  }
  return found;
}
