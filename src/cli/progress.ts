/** Where progress is written: standard error, so that a pipe gets results only. */
export interface ProgressStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(words: string): unknown;
}

/** A piece of long work, seen from outside. */
export interface Progress {
  /** Says how far the work is. `done` of `total` where the total is known; `counts`: what the done ones were, for machines. */
  update(done: number, total?: number, counts?: Readonly<Record<string, number>>): void;
  /** Takes the line away. Call it before printing results. */
  end(): void;
}

export interface ProgressOptions {
  /** One JSON object a line, whoever watches: `{progress, done, total, perSecond, secondsLeft, counts}`. */
  readonly asJson?: boolean;
  /** Milliseconds between two drawings on a terminal. */
  readonly drawEveryMs?: number;
  /** Milliseconds between two lines where nobody watches. */
  readonly lineEveryMs?: number;
  /** Milliseconds since any fixed moment. */
  readonly now?: () => number;
}

const barWidth = 24;

/**
 * Progress of one piece of work. On a terminal one line is drawn over and over; elsewhere a plain line every half minute
 * (and none for work shorter than that), so that logs stay readable. As JSON a line a second.
 */
export function showProgress(
  title: string,
  stream: ProgressStream,
  { asJson = false, drawEveryMs = 100, lineEveryMs = 30_000, now = () => performance.now() }: ProgressOptions = {},
): Progress {
  const isDrawing = stream.isTTY === true && !asJson;
  const everyMs = asJson ? 1000 : isDrawing ? drawEveryMs : lineEveryMs;
  const speed = createSpeed();
  let lastAt = isDrawing || asJson ? Number.NEGATIVE_INFINITY : now();
  let isDrawn = false;
  return {
    update(done, total, counts) {
      const perSecond = speed(done, now());
      if (now() - lastAt < everyMs) return;
      lastAt = now();
      if (asJson)
        stream.write(
          `${JSON.stringify({ progress: title, done, total, ...paceOf(done, total, perSecond), counts })}\n`,
        );
      else if (isDrawing) {
        isDrawn = true;
        stream.write(`\r\x1b[2K${progressLine(title, done, total, perSecond).slice(0, (stream.columns ?? 80) - 1)}`);
      } else stream.write(`${progressLine(title, done, total, perSecond)}\n`);
    },
    end() {
      if (isDrawn) stream.write('\r\x1b[2K');
      isDrawn = false;
    },
  };
}

const windowMs = 60_000;
const sampleEveryMs = 250;

/** How many were done a second over the last minute: what lies further back, a pause for one, says nothing of what is left. */
function createSpeed(): (done: number, at: number) => number {
  const samples: { readonly done: number; readonly at: number }[] = [];
  return (done, at) => {
    const last = samples.at(-1);
    if (last === undefined || at - last.at >= sampleEveryMs) samples.push({ done, at });
    while (samples.length > 2 && (samples[1]?.at ?? at) <= at - windowMs) samples.shift();
    const [first] = samples;
    return first === undefined || first.at === at ? 0 : ((done - first.done) / (at - first.at)) * 1000;
  };
}

function paceOf(done: number, total: number | undefined, perSecond: number) {
  const left = total === undefined || perSecond <= 0 ? undefined : Math.round(Math.max(0, total - done) / perSecond);
  return { perSecond: Math.round(perSecond * 10) / 10, secondsLeft: left };
}

function progressLine(title: string, done: number, total: number | undefined, perSecond: number): string {
  const count = done.toLocaleString('en-US');
  const rate =
    perSecond > 0
      ? `, ${perSecond.toLocaleString('en-US', { maximumFractionDigits: perSecond < 10 ? 1 : 0 })} a second`
      : '';
  if (total === undefined || total === 0) return `${title}  ${count}${rate}`;
  const filled = Math.round(Math.min(1, done / total) * barWidth);
  const { secondsLeft } = paceOf(done, total, perSecond);
  const left = secondsLeft !== undefined && secondsLeft > 0 ? `, about ${duration(secondsLeft)} left` : '';
  return `${title}  ${'█'.repeat(filled)}${'░'.repeat(barWidth - filled)}  ${count} of ${total.toLocaleString('en-US')}${rate}${left}`;
}

function duration(seconds: number): string {
  if (seconds < 90) return `${Math.max(1, Math.round(seconds))} s`;
  return seconds < 5400 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`;
}
