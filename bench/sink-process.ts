import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** A sink in a process of its own. */
interface Sink {
  readonly port: string;
  readonly language: 'C' | 'Node';
  /** Ends it and tells what a message cost it. */
  stop(): Promise<string>;
}

/** The sink in C where a compiler is there, compiled into `folder`; the one in Node where there is none, or answers are to be late. */
export async function startSink(folder: string, delayMs = 0): Promise<Sink> {
  const compiled = join(folder, 'sink');
  const hasCompiler =
    delayMs === 0 &&
    spawnSync('cc', ['-O2', '-o', compiled, join(import.meta.dirname, 'sink.c')], { stdio: 'ignore' }).status === 0;
  const command = hasCompiler
    ? ([compiled, []] as const)
    : ([process.execPath, [join(import.meta.dirname, 'sink.ts'), String(delayMs)]] as const);
  const sink = spawn(command[0], command[1], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: sink.stdout });
  const [port] = await once(lines, 'line');
  return {
    port: String(port),
    language: hasCompiler ? 'C' : 'Node',
    stop: async () => {
      const report = once(lines, 'line');
      sink.stdin.end();
      const { messages, cpuMs } = JSON.parse(String((await report)[0]));
      return `${((cpuMs * 1000) / messages).toFixed(0)} µs a message, ${messages} messages`;
    },
  };
}
