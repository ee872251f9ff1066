import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { clone } from './command-line.ts';

interface Serving {
  readonly child: ChildProcess;
  readonly url: string;
  /** All that it wrote. */
  said(): string;
}

/** `vesnik serve` as a process of its own, once it listens. */
export async function serving(env: Readonly<Record<string, string>>): Promise<Serving> {
  const argv = [join(clone, 'bin/vesnik.js'), 'serve', '--port', '0'];
  const child = spawn(process.execPath, argv, { env: { ...process.env, ...env } });
  let said = '';
  const url = await new Promise<string>((resolve, reject) => {
    const hear = (chunk: Buffer) => {
      said += chunk.toString();
      const [, found] = /Serving at (http:\S+)\//u.exec(said) ?? [];
      if (found !== undefined) resolve(found);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.once('exit', () => reject(new Error(said)));
  });
  return { child, url, said: () => said };
}

/** Stops it and waits until it is gone. */
export async function ended({ child }: Serving, signal: NodeJS.Signals): Promise<void> {
  const exit = once(child, 'exit');
  child.kill(signal);
  await exit;
}
