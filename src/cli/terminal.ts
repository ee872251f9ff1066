import type { Readable, Writable } from 'node:stream';
import type { Clock } from '#delivery/clock.ts';
import { type Paint, paint, wantsColour } from './output.ts';
import { type Progress, type ProgressOptions, showProgress } from './progress.ts';
import { escapeControls, type Redact } from './redact.ts';

/** What a process gives a command: `main.ts` hands over its own, a test hands over buffers. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Absolute path of the folder that the person is in. */
  readonly folder: string;
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stdout: Writable & { readonly isTTY?: boolean; readonly columns?: number };
  readonly stderr: Writable & { readonly isTTY?: boolean; readonly columns?: number };
  /** Aborted when the person or the system asks to stop. */
  readonly signal: AbortSignal;
  /** What services watch by. */
  readonly clock: Clock;
}

/** How a command speaks. Nothing else in the terminal's wing writes to a stream. */
export interface Terminal extends Surroundings {
  readonly paint: Paint;
  /** A result, one line each, to standard output. */
  say(...lines: readonly string[]): void;
  /** What a person should see beside the result, to standard error. */
  note(...lines: readonly string[]): void;
  /** One JSON value to standard output. */
  json(value: unknown): void;
  /** Bytes or text as they are, for files and pipes; resolves when the stream took them. */
  write(data: string | Uint8Array): Promise<void>;
  progress(title: string, options?: Pick<ProgressOptions, 'asJson'>): Progress;
}

/** A terminal on these surroundings. Everything that is said passes the redactor first. */
export function openTerminal(surroundings: Surroundings, redact: Redact): Terminal {
  const { stdout, stderr, env } = surroundings;
  const clean = (lines: readonly string[]) => lines.map(line => `${escapeControls(redact(line))}\n`).join('');
  let shown: Progress | undefined;
  return {
    ...surroundings,
    paint: paint(wantsColour(stdout, env)),
    say(...lines) {
      shown?.end();
      stdout.write(clean(lines));
    },
    note(...lines) {
      shown?.end();
      stderr.write(clean(lines));
    },
    json(value) {
      shown?.end();
      stdout.write(`${redact(JSON.stringify(value, null, 2))}\n`);
    },
    write(data) {
      return new Promise((resolve, reject) => stdout.write(data, error => (error ? reject(error) : resolve())));
    },
    progress(title, options) {
      shown = showProgress(title, stderr, options);
      return shown;
    },
  };
}
