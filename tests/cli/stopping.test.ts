import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { clone } from './command-line.ts';
import { openNewsroom } from './newsroom.ts';

/** Starts a command as a process of its own, waits for a word of it, asks it to stop, and gives back how it ended. */
async function stopped(
  argv: readonly string[],
  env: Readonly<Record<string, string>>,
  word: RegExp,
  signal: NodeJS.Signals,
) {
  const child = spawn(process.execPath, [join(clone, 'bin/vesnik.js'), ...argv], { env: { ...process.env, ...env } });
  let said = '';
  const heard = new Promise<void>((resolve, reject) => {
    const hear = (chunk: Buffer) => {
      said += chunk.toString();
      if (word.test(said)) resolve();
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.once('exit', () => reject(new Error(said)));
  });
  await heard;
  child.kill(signal);
  const [code] = await once(child, 'exit');
  return { code, said };
}

describe('what runs until it is stopped ends well when it is', async () => {
  const { env, issue, relay } = await openNewsroom();

  test.each([
    [['serve', '--port', '0'], /Serving at http:\/\/127\.0\.0\.1:\d+\//u, 'SIGTERM'],
    [['inbox', '--port', '0', '--smtp-port', '0'], /Read it at/u, 'SIGINT'],
    [['worker'], /Delivering what is approved/u, 'SIGTERM'],
  ] as const)('%j', async (argv, word, signal) => {
    const { code, said } = await stopped(argv, env, word, signal);
    expect(code).toBe(0);
    expect(said).toContain('Stopped.');
    expect(said).not.toContain('\x1b');
  });

  test('and an exit code reaches the shell', async () => {
    const child = spawn(process.execPath, [join(clone, 'bin/vesnik.js'), 'send', issue], {
      env: { ...process.env, ...env },
      stdio: 'ignore',
    });
    const [code] = await once(child, 'exit');
    expect(code).toBe(1);
    expect(relay.taken).toEqual([]);
  });
});
