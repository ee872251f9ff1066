import { createCipheriv, createHmac, createSecretKey } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sealBlock } from '#keys/block-seal.ts';
import { shortProof } from '#keys/short-proof.ts';

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });

it('one block is sealed to the same bytes as AES-256-GCM of OpenSSL gives, whatever key, nonce and block', () => {
  fc.assert(
    fc.property(bytes(32), bytes(12), bytes(16), fc.nat(255), (secret, nonce, block, beside) => {
      const key = createSecretKey(secret);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.of(beside));
      const sealed = Buffer.concat([cipher.update(block), cipher.final()]);
      const ours = sealBlock(key, nonce, block, beside);
      expect([Buffer.from(ours.sealed), Buffer.from(ours.tag)]).toEqual([sealed, cipher.getAuthTag()]);
      // With a key that is known already.
      expect(sealBlock(key, nonce, block, beside)).toEqual(ours);
    }),
    { numRuns: 300 },
  );
});

it('a proof is the beginning of the HMAC-SHA-256 that OpenSSL makes', () => {
  fc.assert(
    fc.property(bytes(32), fc.uint8Array({ maxLength: 200 }), (secret, signed) => {
      const key = createSecretKey(secret);
      expect(shortProof(key, signed)).toEqual(createHmac('sha256', key).update(signed).digest().subarray(0, 8));
    }),
  );
});
