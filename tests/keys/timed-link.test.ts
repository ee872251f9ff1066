import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { openLinkToken } from '#keys/link-token.ts';
import { linkEnd, mintTimedLink } from '#keys/timed-link.ts';
import { freshRing } from './ring.ts';

const until = new Date('2024-04-22T10:00:00Z');

it('a link with an end opens as any other, says its end, and nobody can put that off', () => {
  const { ring } = freshRing();
  const ref = randomBytes(16);
  const token = mintTimedLink(ring, 'data', { mailBytes: randomBytes(16), ref, until });
  expect(openLinkToken(ring, 'data', token)).toEqual(ref);
  expect(linkEnd(token)).toEqual(until);
  const bytes = Buffer.from(token, 'base64url');
  bytes.writeUInt32BE(bytes.readUInt32BE(1) + 3600, 1);
  expect(openLinkToken(ring, 'data', bytes.toString('base64url'))).toBeUndefined();
  expect(openLinkToken(ring, 'preferences', token)).toBeUndefined();
});
