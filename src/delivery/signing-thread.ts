/** A thread that signs, so that the one with the relay and the ledger only waits for signatures. */
import { parentPort } from 'node:worker_threads';
import { signatureOf } from './dkim-signature.ts';
import type { FromSigner, ToSign } from './signing-threads.ts';

const port = parentPort;
if (port === null) throw new Error('this file is a thread of a sender');
port.on('message', (order: ToSign) => port.postMessage(answerTo(order)));

function answerTo({ keys, texts }: ToSign): FromSigner {
  try {
    return {
      signatures: texts.map(([place, text]) => {
        const key = keys[place];
        if (key === undefined) throw new RangeError('a text without its key');
        return signatureOf(key, text);
      }),
    };
  } catch (error) {
    return { failure: error instanceof Error ? error.message : String(error) };
  }
}
