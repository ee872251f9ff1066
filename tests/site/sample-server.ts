/**
 * Vitest's global setup: gives the sample's site to every test that asks for it, built once in a run, and only when the first
 * one asks. Tests reach it through `sampleSite`.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** Answers with the folder of the built sample. */
    sampleServer: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'vesnik-sample-'));
  let built: Promise<string> | undefined;
  const server = createServer((_, response) => {
    built ??= build(join(folder, 'dist'));
    built.then(
      dist => response.end(dist),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  // Unreferenced: a run that fails early must not wait for it.
  server.listen(0, '127.0.0.1').unref();
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('the sample server has no port');
  project.provide('sampleServer', `http://127.0.0.1:${address.port}/`);
  return async () => {
    server.close();
    server.closeAllConnections();
    await built?.catch(() => undefined);
    await rm(folder, { recursive: true, force: true });
  };
}

/** In a process of its own: a build changes the working directory, and its memory goes with it. */
async function build(dist: string): Promise<string> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'sample-build.ts'), dist], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let complaint = '';
  child.stderr.on('data', chunk => {
    complaint += chunk;
  });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`the sample could not be built:\n${complaint}`);
  return dist;
}
