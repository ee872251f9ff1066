import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import chromium from '@sparticuz/chromium';
import { z } from 'zod';
import { pathOf } from '../tests/browser/page-kinds.ts';
import { withArchive } from './soak-archive.ts';

const least = 99;
// Simulated phones differ from run to run with what else the machine does; the one in the middle counts.
const runs = 3;
const categories = ['performance', 'accessibility', 'best-practices', 'seo'] as const;
const folder = join(import.meta.dirname, 'lighthouse');

/** Lighthouse on a simulated phone with a slow connection: at least 99 in every category on the kinds of page that readers meet first. */
export async function soakLighthouse(): Promise<boolean> {
  // 176 MB that nobody needs but here.
  if (!existsSync(join(folder, 'node_modules'))) await run('npm', ['ci', '--ignore-scripts', '--prefix', folder]);
  return withArchive(async address => {
    let isWell = true;
    console.log(
      `\nLighthouse, the middle of ${runs} runs\n  ${'page'.padEnd(34)}${categories.map(name => name.padStart(16)).join('')}`,
    );
    for (const kind of ['home', 'issue', 'commentary', 'review', 'search'] as const) {
      const path = pathOf(kind, 'be');
      const reports: Report[] = [];
      for (let turn = 0; turn < runs; turn += 1) reports.push(await audit(address + path));
      const scores = categories.map(name => middle(reports.map(report => scoreOf(report, name))));
      console.log(`  ${path.padEnd(34)}${scores.map(score => String(score).padStart(16)).join('')}`);
      if (scores.every(score => score >= least)) continue;
      isWell = false;
      for (const complaint of new Set(reports.flatMap(complaintsOf))) console.log(`      ${complaint}`);
    }
    return isWell;
  });
}

const reportSchema = z.object({
  categories: z.record(
    z.string(),
    z.object({ score: z.number().nullable(), auditRefs: z.array(z.object({ id: z.string(), weight: z.number() })) }),
  ),
  audits: z.record(
    z.string(),
    z.object({ title: z.string(), score: z.number().nullable(), displayValue: z.string().optional() }),
  ),
});
type Report = z.infer<typeof reportSchema>;

async function audit(url: string): Promise<Report> {
  const cli = join(folder, 'node_modules', 'lighthouse', 'cli', 'index.js');
  const options = [
    `--only-categories=${categories.join(',')}`,
    '--output=json',
    '--quiet',
    '--no-enable-error-reporting',
  ];
  return reportSchema.parse(
    JSON.parse(await run(process.execPath, [cli, url, ...options, '--chrome-flags=--headless --no-sandbox'])),
  );
}

async function run(command: string, args: readonly string[]): Promise<string> {
  const { CHROMIUM_PATH } = process.env;
  const child = spawn(command, args, {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, CHROME_PATH: CHROMIUM_PATH ?? (await chromium.executablePath()) },
  });
  const [output, [code]] = await Promise.all([text(child.stdout), once(child, 'close')]);
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${code}`);
  return output;
}

/** 0–100 */
function scoreOf({ categories: found }: Report, name: string): number {
  return Math.round((found[name]?.score ?? 0) * 100);
}

/** What cost points, with its measure. */
function complaintsOf({ categories: found, audits }: Report): string[] {
  const ids = Object.values(found).flatMap(({ auditRefs }) =>
    auditRefs.filter(({ weight }) => weight > 0).map(({ id }) => id),
  );
  return ids.flatMap(id => {
    const { score = null, title = '', displayValue = '' } = audits[id] ?? {};
    return score !== null && score < 0.995 ? [`${title} ${displayValue}`.trim()] : [];
  });
}

function middle(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
