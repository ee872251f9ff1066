/** Where progress is written: standard error, so that a pipe gets results only. */
export interface ProgressStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(words: string): unknown;
}

/** A piece of long work, seen from outside. */
export interface Progress {
  /** Says how far the work is. `done` of `total` where the total is known. */
  update(done: number, total?: number): void;
  /** Takes the line away. Call it before printing results. */
  end(): void;
}

interface ProgressOptions {
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
 * (and none for work shorter than that), so that logs stay readable.
 */
export function showProgress(
  title: string,
  stream: ProgressStream,
  { drawEveryMs = 100, lineEveryMs = 30_000, now = () => performance.now() }: ProgressOptions = {},
): Progress {
  const startedAt = now();
  const everyMs = stream.isTTY === true ? drawEveryMs : lineEveryMs;
  let lastAt = stream.isTTY === true ? Number.NEGATIVE_INFINITY : startedAt;
  let isDrawn = false;
  return {
    update(done, total) {
      if (now() - lastAt < everyMs) return;
      lastAt = now();
      const words = progressLine(title, done, total, (lastAt - startedAt) / 1000);
      if (stream.isTTY === true) {
        isDrawn = true;
        stream.write(`\r\x1b[2K${words.slice(0, (stream.columns ?? 80) - 1)}`);
      } else stream.write(`${words}\n`);
    },
    end() {
      if (isDrawn) stream.write('\r\x1b[2K');
      isDrawn = false;
    },
  };
}

function progressLine(title: string, done: number, total: number | undefined, seconds: number): string {
  const count = done.toLocaleString('en-US');
  if (total === undefined || total === 0) return `${title}  ${count}`;
  const share = Math.min(1, done / total);
  const filled = Math.round(share * barWidth);
  const left = share > 0 && share < 1 ? `, about ${duration((seconds / share) * (1 - share))} left` : '';
  return `${title}  ${'█'.repeat(filled)}${'░'.repeat(barWidth - filled)}  ${count} of ${total.toLocaleString('en-US')}${left}`;
}

function duration(seconds: number): string {
  if (seconds < 90) return `${Math.max(1, Math.round(seconds))} s`;
  return seconds < 5400 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`;
}
