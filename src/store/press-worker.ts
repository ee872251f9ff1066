/** A thread that presses rows, so that the one with the database only writes: two cores do what one could not. */
import { parentPort, workerData } from 'node:worker_threads';
import { type FromPress, failureOf, type ToPress } from './press-thread.ts';
import { buffersOf } from './pressed-rows.ts';
import { type PressOrder, pressRows } from './row-press.ts';

const port = parentPort;
if (port === null) throw new Error('this file is a thread of an import');
const order: PressOrder = workerData;
const chunks: (Uint8Array | undefined)[] = [];
let credit = 0;
let wake = (): void => {};

port.on('message', (message: ToPress) => {
  if (message.kind === 'more') credit += 1;
  else chunks.push(message.kind === 'bytes' ? message.bytes : undefined);
  wake();
});

async function* source(): AsyncGenerator<Uint8Array> {
  for (;;) {
    while (chunks.length === 0) await woken();
    const bytes = chunks.shift();
    say({ kind: 'taken' });
    if (bytes === undefined) return;
    yield bytes;
  }
}

function woken(): Promise<void> {
  return new Promise(resolve => {
    wake = resolve;
  });
}

function say(message: FromPress, hand: ArrayBuffer[] = []): void {
  port?.postMessage(message, hand);
}

try {
  for await (const pressing of pressRows(source(), order)) {
    while (credit === 0) await woken();
    credit -= 1;
    say({ kind: 'pressing', pressing }, buffersOf(pressing.rows));
  }
  say({ kind: 'end' });
} catch (error) {
  say({ kind: 'failed', failure: failureOf(error) });
}
port.close();
