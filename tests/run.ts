/**
 * `npm test`: format and lint, types, unused code, then every test. All of them run even when one fails, and the last line
 * counts what ran: `N passed, N failed`.
 */
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';

const checks = [
  ['biome', 'check', '.'],
  ['astro', 'check', '--minimumFailingSeverity', 'warning'],
  ['tsc', '--noEmit'],
  ['knip'],
] as const;

const vitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.object({ status: z.string() })) })),
});

let passed = 0;
let failed = 0;
for (const [tool, ...options] of checks) {
  const startedMs = Date.now();
  const code = await run(tool, options);
  const seconds = ((Date.now() - startedMs) / 1000).toFixed(1);
  console.log(`${code === 0 ? '✓' : '✗'} ${tool} ${options.join(' ')} (${seconds} s)`);
  if (code === 0) passed += 1;
  else failed += 1;
}

const folder = await mkdtemp(join(tmpdir(), 'vesnik-tests-'));
try {
  const report = join(folder, 'report.json');
  const code = await run('vitest', [
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...process.argv.slice(2),
  ]);
  const counts = vitestReport.parse(JSON.parse(await readFile(report, 'utf8')));
  passed += counts.numPassedTests;
  // A file that fails before its first test fails no test; it must not pass unseen.
  const brokenFiles = counts.testResults.filter(
    file => file.status === 'failed' && file.assertionResults.every(({ status }) => status !== 'failed'),
  );
  const faults = counts.numFailedTests + brokenFiles.length;
  failed += code === 0 ? faults : Math.max(faults, 1);
} finally {
  await rm(folder, { recursive: true, force: true });
}

process.exitCode = failed === 0 ? 0 : 1;
console.log(`${passed} passed, ${failed} failed`);

function run(tool: string, options: readonly string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(tool, options, {
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ASTRO_TELEMETRY_DISABLED: '1' },
    });
    child.on('error', reject);
    child.on('close', code => resolve(code ?? 1));
  });
}
