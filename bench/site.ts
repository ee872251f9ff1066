/**
 * The time to build ten years of a weekly, 1,560 commentaries in three languages, beside Eleventy 3.1.2 with the same texts and
 * pages: in turn, in one run, the median counts. Then what compiling alone takes, which builds do once for each version of the code,
 * and the cost of a page in archives from 500 to 10,000 pages. `node bench/site.ts [--turns 3] [--no-sizes]`. Share pictures are drawn once in the life of a headline; builds here find them drawn, and what one costs is told.
 * The search index is made once in the life of a year's texts: the second row is the build that makes all of it.
 */
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { compiledSite } from '#site/compiled-site.ts';
import { drawCard } from '#site/share/drawing.ts';
import { keptWorkFolder } from '#site/work-folder.ts';
import { tenYears, writeArchive } from '../seeds/archive.ts';
import { writeEleventyInput } from './eleventy-input.ts';
import { buildEleventy, buildOurs, type Cost, forgetKept, pretendShared } from './site-run.ts';

const { values } = parseArgs({
  options: { turns: { type: 'string', default: '3' }, sizes: { type: 'boolean', default: true } },
  allowNegative: true,
});
const eleventy = join(import.meta.dirname, 'eleventy');
if (!existsSync(join(eleventy, 'node_modules'))) execFileSync('npm', ['ci'], { cwd: eleventy, stdio: 'inherit' });

const folder = await mkdtemp(join(tmpdir(), 'vesnik-bench-site-'));
try {
  await besideEleventy(Number(values.turns));
  await priceOfSharePicture();
  await priceOfCompiling();
  if (values.sizes) await sizes();
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function besideEleventy(turns: number): Promise<void> {
  const root = join(folder, 'archive');
  const input = join(folder, 'eleventy');
  await writeArchive(root, tenYears);
  await writeEleventyInput(root, input);
  await pretendShared(root);
  const rows: Cost[][] = [[], [], [], [], []];
  const changed = join(root, 'content/issues/2019-06-03/piece-1.be.mdx');
  const first = await buildOurs('Vesnik, also the search index', root, join(folder, 'dist'));
  for (let turn = 0; turn < turns; turn += 1) {
    const dist = join(folder, `dist-${turn}`);
    rows[0]?.push(await buildEleventy(input, join(folder, `eleventy-dist-${turn}`)));
    rows[1]?.push(first);
    await forgetKept(root);
    rows[2]?.push(await buildOurs('Vesnik, nothing kept', root, dist));
    rows[3]?.push(await buildOurs('Vesnik, nothing changed', root, dist));
    await writeFile(changed, `${await readFile(changed, 'utf8')}\nЯшчэ адзін абзац, ${turn}.\n`);
    rows[4]?.push(await buildOurs('Vesnik, one commentary changed', root, dist));
  }
  await rm(keptWorkFolder(root), { recursive: true, force: true });
  print(`1,560 commentaries, ${turns} turns, medians`, rows.map(median));
}

async function priceOfSharePicture(): Promise<void> {
  const cards = Array.from({ length: 21 }, (_, at) => ({
    name: 'Далягляд',
    headline: `Межы і санкцыі на тыдні ${at}`,
  }));
  await drawCard({ name: 'Далягляд', headline: 'Шрыфты чытаюцца' });
  const startedMs = performance.now();
  for (const card of cards) await drawCard(card);
  const ms = (performance.now() - startedMs) / cards.length;
  console.log(`\n  A share picture, drawn once for every headline: ${ms.toFixed(0)} ms`);
}

async function priceOfCompiling(): Promise<void> {
  const startedMs = performance.now();
  const compiled = await compiledSite(randomUUID());
  console.log(
    `  Compiling, once for each version of the code: ${((performance.now() - startedMs) / 1000).toFixed(1)} s`,
  );
  await rm(compiled, { recursive: true });
}

async function sizes(): Promise<void> {
  const rows: Cost[] = [];
  for (const { issues, perIssue } of [
    { issues: 75, perIssue: 1 },
    { issues: 130, perIssue: 1 },
    { issues: 260, perIssue: 1 },
    { issues: 520, perIssue: 1 },
    { issues: 520, perIssue: 5 },
  ]) {
    const root = join(folder, `archive-${issues}-${perIssue}`);
    await writeArchive(root, { ...tenYears, issues, perIssue });
    await pretendShared(root);
    rows.push(await buildOurs(`${issues} issues of ${perIssue}`, root, join(folder, 'dist')));
    await rm(root, { recursive: true });
    await rm(keptWorkFolder(root), { recursive: true, force: true });
  }
  print('Archives of several sizes, nothing kept', rows);
}

function median(costs: readonly Cost[]): Cost {
  const middle = costs.toSorted((a, b) => a.cpuSeconds - b.cpuSeconds)[Math.floor(costs.length / 2)];
  if (middle === undefined) throw new RangeError('nothing was measured');
  return middle;
}

/** Ratios are to the first row. */
function print(title: string, costs: readonly Cost[]): void {
  const [first] = costs;
  if (first === undefined) return;
  console.log(`\n${title}`);
  console.log(`  ${''.padEnd(32)}  pages  seconds    ×   CPU s    ×  peak MB  CPU ms/page`);
  for (const { what, pages, seconds, cpuSeconds, peakMb } of costs) {
    const perPage = pages === 0 ? '' : ((cpuSeconds * 1000) / pages).toFixed(2);
    const cells = [
      what.padEnd(32),
      String(pages || '').padStart(6),
      seconds.toFixed(1).padStart(8),
      (seconds / first.seconds).toFixed(2).padStart(5),
      cpuSeconds.toFixed(1).padStart(7),
      (cpuSeconds / first.cpuSeconds).toFixed(2).padStart(5),
      peakMb.toFixed(0).padStart(8),
      perPage.padStart(12),
    ];
    console.log(`  ${cells.join('')}`);
  }
}
