import { createPublicKey, generateKeyPairSync, hash, verify } from 'node:crypto';
import { expect, it } from 'vitest';
import { readSigningKey } from '#delivery/dkim-key.ts';
import { createSigningThreads } from '#delivery/signing-threads.ts';

const pem = { type: 'pkcs8', format: 'pem' } as const;
const rsa = readSigningKey(generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export(pem).toString());
const ed25519 = readSigningKey(generateKeyPairSync('ed25519').privateKey.export(pem).toString());
const texts = Array.from({ length: 120 }, (_, at) => `from:news@example.org\r\nsubject:письмо ${at}\r\n`);

function isGood(key: typeof rsa, text: string, signature: string): boolean {
  const isRsa = key.algorithm === 'rsa-sha256';
  const signed = isRsa ? Buffer.from(text) : hash('sha256', text, 'buffer');
  return verify(isRsa ? 'sha256' : null, signed, createPublicKey(key.key), Buffer.from(signature, 'base64'));
}

it('signs each text with its own key, whichever thread does it, and goes on in the pool when the threads have ended', async () => {
  const { sign, close } = createSigningThreads(2);
  const keyOf = (at: number) => (at % 3 === 0 ? ed25519 : rsa);
  const signatures = await Promise.all(texts.map((text, at) => sign(keyOf(at), text)));
  for (const [at, text] of texts.entries()) expect(isGood(keyOf(at), text, signatures[at] ?? ''), text).toBe(true);
  await close();
  const [text = ''] = texts;
  const late = await Promise.all(Array.from({ length: 40 }, () => sign(rsa, text)));
  expect(late.every(signature => isGood(rsa, text, signature))).toBe(true);
});

it('what a thread had when it ended is signed all the same', async () => {
  const { sign, close } = createSigningThreads(1);
  const signatures = texts.map(text => sign(rsa, text));
  // By then the thread has its first batches.
  await Promise.race(signatures);
  await close();
  const all = await Promise.all(signatures);
  for (const [at, text] of texts.entries()) expect(isGood(rsa, text, all[at] ?? ''), text).toBe(true);
});
