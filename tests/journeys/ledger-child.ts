import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { StoreSource } from '#store/open.ts';

export interface LedgerChild {
  /** All that it wrote. */
  output(): string;
  kill(signal: 'SIGKILL' | 'SIGTERM'): void;
  /** Its exit code, null when it was killed. */
  readonly ended: Promise<number | null>;
}

interface ChildOptions {
  readonly source: StoreSource;
  readonly relayUrl: string;
  readonly connections: number;
  readonly graceMs?: number;
}

/** Starts ledger-sender.ts in a process of its own. */
export function startSender({ source, relayUrl, connections, graceMs = 60_000 }: ChildOptions): LedgerChild {
  const script = fileURLToPath(new URL('./ledger-sender.ts', import.meta.url));
  const key = Buffer.from(source.masterKey).toString('base64');
  const child: ChildProcess = spawn(
    process.execPath,
    [script, source.url, key, relayUrl, String(connections), String(graceMs)],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', chunk => {
      output += chunk;
    });
  }
  return {
    output: () => output,
    kill: signal => void child.kill(signal),
    ended: once(child, 'close').then(([code]) => (typeof code === 'number' ? code : null)),
  };
}
