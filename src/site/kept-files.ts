import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { readList, writeList } from './kept-list.ts';

export interface KeptFiles {
  /** Hex SHA-256 of a file's bytes. Throws where it cannot be read. */
  readonly digest: (file: string) => string;
  /** Writes down what is known; files that nobody asked about are forgotten. */
  readonly done: () => Promise<void>;
}

const known = z.object({ digest: z.string(), told: z.string() });
type Known = z.infer<typeof known>;

/**
 * Digests of pictures and sounds, which may be large: a file is read again when the disk tells another thing of it than when it
 * was read. Without a folder nothing is kept.
 */
export async function keptFiles(folder?: string): Promise<KeptFiles> {
  const listFile = folder === undefined ? undefined : join(folder, 'list');
  const before = listFile === undefined ? undefined : await readList(listFile, z.map(z.string(), known));
  const now = new Map<string, Known>();
  return {
    digest: file => {
      const seen = now.get(file);
      if (seen !== undefined) return seen.digest;
      const told = toldOf(file);
      const kept = before?.get(file);
      const digest = kept?.told === told ? kept.digest : createHash('sha256').update(readFileSync(file)).digest('hex');
      now.set(file, { digest, told });
      return digest;
    },
    done: async () => {
      if (folder === undefined || listFile === undefined) return;
      const isSame = now.size === before?.size && [...now].every(([file, { told }]) => before.get(file)?.told === told);
      if (isSame) return;
      await mkdir(folder, { recursive: true });
      await writeList(listFile, now);
    },
  };
}

function toldOf(file: string): string {
  const { size, mtimeNs, ctimeNs, ino } = statSync(file, { bigint: true });
  return [size, mtimeNs, ctimeNs, ino].join();
}
