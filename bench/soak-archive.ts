import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSite } from '#site/build.ts';
import { serveArchive } from '../tests/browser/archive-server.ts';

/** Builds the sample and serves it as `vesnik serve` does while `work` runs. */
export async function withArchive<Result>(work: (address: string) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'vesnik-soak-'));
  try {
    await buildSite({ root: join(import.meta.dirname, '..'), outDir: join(folder, 'dist'), now: new Date() });
    const server = await serveArchive(join(folder, 'dist'));
    try {
      return await work(server.url);
    } finally {
      await server.close(0);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
