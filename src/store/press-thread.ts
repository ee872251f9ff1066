import { Worker } from 'node:worker_threads';
import { type ErrorKind, VesnikError } from '#errors.ts';
import { type Pressing, type PressOrder, pressRows } from './row-press.ts';

export type ToPress =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'end' }
  | { readonly kind: 'more' };

export type FromPress =
  | { readonly kind: 'taken' }
  | { readonly kind: 'pressing'; readonly pressing: Pressing }
  | { readonly kind: 'end' }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** An error on its way between threads, which drops all of a class but its message. */
export interface Failure {
  readonly message: string;
  readonly code?: string;
  readonly hint?: string;
  readonly kind?: ErrorKind;
}

// A thread takes 60 ms to start, longer than a short list takes to press.
const shortBytes = 262_144;
const chunksOnTheWay = 16;
// The young generation of V8 grows to 100 MB and more where nothing bounds it.
const limits = { maxYoungGenerationSizeMb: 16, maxOldGenerationSizeMb: 256 } as const;

/** What `pressRows` makes of a source, on a thread of its own where the source is long. */
export async function* pressings(source: AsyncIterable<Uint8Array>, order: PressOrder): AsyncGenerator<Pressing> {
  const chunks = source[Symbol.asyncIterator]();
  const head: Uint8Array[] = [];
  try {
    for (let bytes = 0; bytes < shortBytes; ) {
      const { value, done } = await chunks.next();
      if (done === true) return yield* pressRows(each(head), order);
      head.push(value);
      bytes += value.length;
    }
    yield* pressElsewhere(joined(head, { [Symbol.asyncIterator]: () => chunks }), order);
  } finally {
    await chunks.return?.();
  }
}

async function* pressElsewhere(source: AsyncIterable<Uint8Array>, order: PressOrder): AsyncGenerator<Pressing> {
  const worker = new Worker(new URL('./press-worker.ts', import.meta.url), {
    workerData: { ...order, keys: { address: order.keys.address, index: order.keys.index } },
    resourceLimits: limits,
  });
  const heard: (FromPress | Error)[] = [];
  let onTheWay = 0;
  let isOver = false;
  const bell = newBell();
  const tell = (message: ToPress, hand: ArrayBuffer[] = []): void => worker.postMessage(message, hand);
  worker.on('message', (message: FromPress) => {
    if (message.kind === 'taken') onTheWay -= 1;
    else heard.push(message);
    bell.ring();
  });
  worker.on('error', error => {
    heard.push(error instanceof Error ? error : new Error(String(error)));
    bell.ring();
  });
  const feed = async (): Promise<void> => {
    for await (const bytes of source) {
      while (onTheWay >= chunksOnTheWay && !isOver) await bell.heard();
      if (isOver) return;
      onTheWay += 1;
      // A copy of its own: a piece of a shared buffer would be sent with all of that.
      const own = new Uint8Array(bytes);
      tell({ kind: 'bytes', bytes: own }, [own.buffer]);
    }
    tell({ kind: 'end' });
  };
  const feeding = feed().catch((error: Error) => {
    heard.push(error);
    bell.ring();
  });
  try {
    // One stretch is pressed while another is written.
    tell({ kind: 'more' });
    for (;;) {
      const message = heard.shift();
      if (message === undefined) await bell.heard();
      else if (message instanceof Error) throw message;
      else if (message.kind === 'failed') throw thrown(message.failure);
      else if (message.kind === 'end') return;
      else if (message.kind === 'pressing') {
        tell({ kind: 'more' });
        yield message.pressing;
      }
    }
  } finally {
    isOver = true;
    bell.ring();
    await worker.terminate();
    await feeding;
  }
}

// Wakes everybody who waits; who comes later waits for the next time.
function newBell(): { ring(): void; heard(): Promise<void> } {
  const waiting: (() => void)[] = [];
  return {
    ring: () => {
      for (const wake of waiting.splice(0)) wake();
    },
    heard: () => new Promise(resolve => void waiting.push(resolve)),
  };
}

function thrown({ message, code, hint, kind }: Failure): Error {
  if (code === undefined || hint === undefined || kind === undefined) return new Error(message);
  return new VesnikError({ code, message, hint, kind });
}

/** What crosses to the other thread of an error. */
export function failureOf(error: unknown): Failure {
  if (error instanceof VesnikError)
    return { message: error.message, code: error.code, hint: error.hint, kind: error.kind };
  return { message: error instanceof Error ? error.message : String(error) };
}

async function* each(chunks: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* chunks;
}

async function* joined(head: readonly Uint8Array[], rest: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield* head;
  yield* rest;
}
