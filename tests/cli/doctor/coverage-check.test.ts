import { generateKeyPairSync } from 'node:crypto';
import { expect, it } from 'vitest';
import { checkCoverage, uncovered } from '#cli/doctor/coverage-check.ts';

const pem = { type: 'pkcs8', format: 'pem' } as const;

it('a signature of ours covers every header that it must', async () => {
  const privateKey = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export(pem).toString();
  const found = await checkCoverage({ domain: 'example.org', selector: 'v1', privateKey }, new Date('2024-04-22'));
  expect(found).toMatchObject({ check: 'signing.covers', state: 'ok' });
});

it('a signature that leaves out the one-click header is told by its name', () => {
  const names = [
    ...['From:Reply-To:Subject:Date:Message-ID:To:MIME-Version:Content-Type:Content-Transfer-Encoding'],
    ...['Content-Language:List-Id:List-Archive:Feedback-ID:List-Unsubscribe'],
  ].join(':\r\n ');
  expect(uncovered(Buffer.from(`DKIM-Signature: v=1;\r\n h=${names};\r\n b=x\r\nFrom: a@b\r\n\r\n`))).toEqual([
    'list-unsubscribe-post',
  ]);
  expect(uncovered(Buffer.from('From: a@b\r\n\r\n'))).toContain('from');
});
