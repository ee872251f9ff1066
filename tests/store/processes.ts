import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { StoreSource } from '#store/open.ts';

const script = fileURLToPath(new URL('./sender-process.ts', import.meta.url));

/** Starts sender-process.ts; resolves when it says `ready`. */
export async function startSender({ url, masterKey }: StoreSource, job: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, [script, url, Buffer.from(masterKey).toString('base64'), job], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', data => {
      said += String(data);
      if (said.includes('ready')) resolve();
    });
    child.stderr.on('data', data => {
      said += String(data);
    });
    child.on('exit', () => reject(new Error(`the sender ended: ${said}`)));
  });
  return child;
}

/** kill -9, and wait until it is dead. */
export async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}
