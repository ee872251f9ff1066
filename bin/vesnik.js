#!/usr/bin/env node
// Vesnik is TypeScript that Node 24 runs as it is. Where the system's Node is older, the one that
// `npm ci` brought along takes over; this file is therefore plain JavaScript that any Node can read.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import * as modules from 'node:module';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../src/cli/main.ts', import.meta.url));
// Types are stripped once and not at every start: the tool that does it takes 30 MB and a good part of a second. Beside the code, where nobody
// but its owner writes.
const compiled = fileURLToPath(new URL('../node_modules/.cache/vesnik', import.meta.url));

if (Number(process.versions.node.split('.')[0]) >= 24) {
  modules.enableCompileCache(compiled);
  // For threads.
  process.env.NODE_COMPILE_CACHE = compiled;
  await import(main);
} else {
  const suffix = process.platform === 'win32' ? 'node.exe' : 'node';
  const bundled = fileURLToPath(new URL(`../node_modules/node/bin/${suffix}`, import.meta.url));
  if (existsSync(bundled)) {
    const env = { ...process.env, NODE_COMPILE_CACHE: compiled };
    const child = spawn(bundled, [main, ...process.argv.slice(2)], { stdio: 'inherit', env });
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
    child.on('exit', (code, signal) => {
      process.exitCode = signal ? 1 : (code ?? 1);
    });
  } else {
    process.stderr.write(
      `Vesnik needs Node 24; this is ${process.version}.\nRun \`npm ci\` here first: it brings Node 24 along.\n`,
    );
    process.exitCode = 2;
  }
}
