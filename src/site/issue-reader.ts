/** Reads folders of issues in a thread of its own for issue-readers.ts. */
import { parentPort, workerData } from 'node:worker_threads';
import { assetReader } from '#content/asset-reader.ts';
import { type FolderRead, rememberedIssue } from '#content/issue-memory.ts';
import type { PlainSetting, ReadElsewhere } from './issue-readers.ts';
import { bareRead, textBytes, textsIn } from './kept-text.ts';
import { factsOf } from './text-facts.ts';

const plain: PlainSetting = workerData;
const setting = { ...plain, assets: assetReader({ whole: false }) };

parentPort?.on('message', async (ids: readonly string[]) => {
  for (const id of ids) parentPort?.postMessage(await readOne(id));
});

async function readOne(id: string): Promise<ReadElsewhere> {
  let found: ReadElsewhere = { id };
  const keep = async (_: string, key: string, read: FolderRead) => {
    const texts = textsIn(read).map(([file, body]) => [file, { facts: factsOf(body), text: textBytes(body) }] as const);
    found = { id, done: { key, read: bareRead(read), texts: new Map(texts) } };
    return read;
  };
  try {
    await rememberedIssue(id, setting, { recall: () => undefined, keep });
  } catch {
    // Whoever asked reads it again, and is told of it there.
  }
  return found;
}
