import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable, Writable } from 'node:stream';
import { afterAll } from 'vitest';
import { dispatch } from '#cli/dispatch.ts';
import { secretsOf } from '#cli/environment-secrets.ts';
import { redactor } from '#cli/redact.ts';
import { openTerminal } from '#cli/terminal.ts';
import { type Clock, systemClock } from '#delivery/clock.ts';

/** The folder of Vesnik itself: its content is the sample. */
export const clone = join(import.meta.dirname, '../..');

export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface Given {
  readonly env?: Readonly<Record<string, string>>;
  readonly folder?: string;
  readonly stdin?: string | Uint8Array;
  /** What a person types at a terminal; absent: nobody sits there. */
  readonly typed?: string;
  readonly signal?: AbortSignal;
  readonly clock?: Clock;
}

/** Runs a command as `main.ts` does, with streams of its own. */
export async function vesnik(argv: readonly string[], given: Given = {}): Promise<Ended> {
  const {
    env = {},
    folder = tmpdir(),
    stdin = '',
    typed,
    signal = new AbortController().signal,
    clock = systemClock,
  } = given;
  const out = collector(false);
  const err = collector(typed !== undefined);
  const input = typed === undefined ? Readable.from([Buffer.from(stdin)]) : keyboard(typed);
  const surroundings = { env, folder, stdin: input, stdout: out.stream, stderr: err.stream, signal, clock };
  const code = await dispatch(argv, openTerminal(surroundings, redactor(secretsOf(env))));
  return { code, out: out.text(), err: err.text() };
}

/** A folder that is removed after the tests of the file. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'vesnik-cli-'));
  afterAll(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** An environment whose database and key are in a folder. */
export function environmentIn(folder: string): { readonly VESNIK_DATABASE_URL: string; readonly VESNIK_KEY: string } {
  return {
    VESNIK_DATABASE_URL: `file:${join(folder, 'vesnik.db')}`,
    VESNIK_KEY: randomBytes(32).toString('base64'),
  };
}

function collector(isTTY: boolean) {
  const chunks: Buffer[] = [];
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      chunks.push(Buffer.from(chunk));
      done();
    },
  });
  return { stream: Object.assign(stream, { isTTY, columns: 100 }), text: () => Buffer.concat(chunks).toString('utf8') };
}

function keyboard(typed: string) {
  const keys = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => keys });
  keys.write(typed);
  return keys;
}
