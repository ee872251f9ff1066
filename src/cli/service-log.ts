import { type Logger, pino } from 'pino';
import { z } from 'zod';
import type { RequestRecord } from '#server/request-record.ts';
import type { LogLevel } from './environment-variables.ts';
import type { Paint } from './output.ts';
import { type Progress, type ProgressOptions, showProgress } from './progress.ts';
import { escapeControls, withoutAddresses, withoutTokens } from './redact.ts';
import type { Terminal } from './terminal.ts';

/** What a service that runs for weeks says of itself. No address, no token, no path behind a personal link, nothing of who asked. */
export interface ServiceLog {
  /** Level `info`; `error` for what failed here. */
  request(record: RequestRecord): void;
  /** Something that somebody should look at. */
  trouble(...messages: readonly string[]): void;
  /** Progress of long work: drawn at a terminal, elsewhere a line of the log now and then, level `info`. */
  progress(title: string, options?: Pick<ProgressOptions, 'now'>): Progress;
}

/** On standard error: JSON lines (`time`, `level`, `msg` or `method`, `route`, `status`, `ms`), at a terminal plain ones. */
export function openServiceLog(
  terminal: Pick<Terminal, 'stderr' | 'note' | 'paint' | 'progress'>,
  level: LogLevel,
): ServiceLog {
  const { stderr, note, paint } = terminal;
  const logger = pino(
    {
      level,
      // Neither the process nor the machine: the system's own log knows both.
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: label => ({ level: label }) },
    },
    { write: line => note(stderr.isTTY === true ? readable(line, paint) : line.trimEnd()) },
  );
  return {
    request: record => (record.status >= 500 ? logger.error(record) : logger.info(record)),
    trouble: (...messages) => warn(logger, messages),
    progress: (title, options) =>
      stderr.isTTY === true
        ? terminal.progress(title)
        : showProgress(title, { write: line => logger.info(line.trimEnd()) }, options),
  };
}

function warn(logger: Logger, messages: readonly string[]): void {
  for (const message of messages) {
    // What the terminal does to a control character would break JSON, so it is done before; to colours too, which are not ours here.
    const shown = escapeControls(message.replaceAll('\x1b', '\\u{1b}'));
    logger.warn(withoutTokens(withoutAddresses(shown)));
  }
}

const written = z.object({
  time: z.string(),
  level: z.string(),
  msg: z.string().optional(),
  method: z.string().optional(),
  route: z.string().optional(),
  status: z.number().optional(),
  ms: z.number().optional(),
});

function readable(line: string, paint: Paint): string {
  const { time, level, msg, method, route, status, ms } = written.parse(JSON.parse(line));
  const what = msg ?? `${method} ${route} ${status} ${ms} ms`;
  const colour = { error: 'red', warn: 'yellow' } as const;
  const said = level === 'error' || level === 'warn' ? paint(colour[level], what) : what;
  return `${paint('dim', time.slice(11, 19))} ${said}`;
}
