/** One measured row: what, how fast, and how that stands to the baseline of the same run. */
export interface Row {
  readonly what: string;
  /** Things a second. */
  readonly rate: number;
  /** Processor time of this process for one thing, in µs. */
  readonly cpuUs: number;
}

/** Prints the rows with ratios to the first one. */
export function printTable(title: string, unit: string, rows: readonly Row[]): void {
  const [baseline] = rows;
  if (baseline === undefined) return;
  console.log(`\n${title}`);
  for (const { what, rate, cpuUs } of rows) {
    const ratio = (rate / baseline.rate).toFixed(2);
    console.log(
      `  ${what.padEnd(58)} ${rate.toFixed(1).padStart(9)} ${unit}/s ${cpuUs.toFixed(0).padStart(8)} µs CPU  × ${ratio}`,
    );
  }
}

/** Runs `work`, which returns how many things it did, and tells how fast. */
export async function measure(what: string, work: () => Promise<number>): Promise<Row> {
  const startedMs = performance.now();
  const cpu = process.cpuUsage();
  const count = await work();
  const { user, system } = process.cpuUsage(cpu);
  return { what, rate: (count * 1000) / (performance.now() - startedMs), cpuUs: (user + system) / count };
}

/** The row in the middle by rate: these machines are noisy. */
export function medianRow(rows: readonly Row[]): Row {
  const middle = rows.toSorted((a, b) => a.rate - b.rate)[Math.floor(rows.length / 2)];
  if (middle === undefined) throw new RangeError('nothing was measured');
  return middle;
}
