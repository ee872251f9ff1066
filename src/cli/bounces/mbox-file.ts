import { createReadStream, createWriteStream } from 'node:fs';
import { open, rename, unlink } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { VesnikError } from '#errors.ts';
import { type MailSource, mostBytes } from './mail-source.ts';
import { splitMbox } from './mbox-split.ts';

interface MboxOptions {
  /** Nothing is removed. */
  readonly keeps: boolean;
}

/**
 * The mails of an mbox. It is put aside first (`<file>.reading`), so that an MTA begins a new one; at the end, when every effect is
 * committed, it is deleted, and what is for a person goes to `<file>.left`. A run that was stopped leaves it aside: the next one reads
 * it once more, which changes nothing, and goes on. Throws VesnikError (partly) `mbox-locked`.
 */
export function mboxFile(file: string, { keeps }: MboxOptions): MailSource {
  return {
    troubles: [],
    async *mails(signal) {
      const aside = `${file}.reading`;
      if (keeps) {
        for (const path of [aside, file]) if (await exists(path)) yield* mailsOf(path, [], signal);
        return;
      }
      for (let round = 0; round < 2; round += 1) {
        // What an earlier run has put aside comes first.
        if (!(await exists(aside)) && !(await putAside(file, aside))) return;
        const left: Range[] = [];
        yield* mailsOf(aside, left, signal);
        if (signal.aborted) return;
        await saveRanges(aside, left, `${file}.left`);
        await unlink(aside);
      }
    },
  };
}

/** Whether a path may hold an mbox: it is there, or what an earlier run has put aside of it. */
export async function hasAside(file: string): Promise<boolean> {
  return exists(`${file}.reading`);
}

interface Range {
  readonly start: number;
  readonly end: number;
}

async function* mailsOf(path: string, left: Range[], signal: AbortSignal) {
  for await (const { bytes, start, end } of splitMbox(chunksOf(path), mostBytes)) {
    if (signal.aborted) return;
    yield {
      bytes,
      remove: async () => {},
      leave: async () => {
        left.push({ start, end });
      },
    };
  }
}

async function* chunksOf(path: string): AsyncGenerator<Buffer> {
  for await (const chunk of createReadStream(path)) yield Buffer.from(chunk);
}

const lockTries = 50;
const lockEveryMs = 200;

/** Renames it while no MTA delivers: all of them heed `<file>.lock`. False: there is no file. */
async function putAside(file: string, aside: string): Promise<boolean> {
  if (!(await exists(file))) return false;
  const lock = `${file}.lock`;
  for (let time = 1; ; time += 1) {
    try {
      await (await open(lock, 'wx')).close();
      break;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
      if (time === lockTries) throw locked(lock);
      await wait(lockEveryMs);
    }
  }
  try {
    await rename(file, aside);
    return true;
  } finally {
    await unlink(lock);
  }
}

async function saveRanges(from: string, ranges: readonly Range[], to: string): Promise<void> {
  for (const { start, end } of ranges)
    await pipeline(createReadStream(from, { start, end: end - 1 }), createWriteStream(to, { flags: 'a', mode: 0o600 }));
}

async function exists(path: string): Promise<boolean> {
  return open(path, 'r').then(
    async handle => {
      await handle.close();
      return true;
    },
    () => false,
  );
}

function locked(lock: string): VesnikError {
  return new VesnikError({
    code: 'mbox-locked',
    message: `Another program has kept the mbox locked for ten seconds (${lock}). Nothing was read.`,
    hint: 'Try again in a moment. If no mail server and no mail program has it open, delete the lock file.',
    kind: 'partly',
  });
}
