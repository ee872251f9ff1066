import { generateKeyPairSync } from 'node:crypto';
import { dkimVerify } from 'mailauth/lib/dkim/verify.js';
import { describe, expect, it } from 'vitest';
import { dkimSigner } from '#delivery/dkim.ts';
import { composeTemplate } from '#delivery/message-template.ts';
import { belarusian, personal } from './variants.ts';

function rsa(bits: number): { pem: string; record: string } {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: bits });
  const record = `v=DKIM1; k=rsa; p=${publicKey.export({ type: 'spki', format: 'der' }).toString('base64')}`;
  return { pem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), record };
}

const key = rsa(2048);
const sign = dkimSigner({ domain: 'example.org', selector: 'v1', privateKey: key.pem });

interface Verdict {
  readonly result: string;
  readonly covered: readonly string[];
}

async function verify(message: Buffer): Promise<Verdict> {
  const { results } = await dkimVerify(message, {
    resolver: async (name: string, type: string) => {
      if (name === 'v1._domainkey.example.org' && type === 'TXT') return [[key.record]];
      throw Object.assign(new Error('no such name'), { code: 'ENOTFOUND' });
    },
  });
  const [signature] = results;
  return {
    result: signature?.status.result ?? 'none',
    covered: String(signature?.signingHeaders?.keys)
      .toLowerCase()
      .split(/[:, ]+/),
  };
}

async function signed(): Promise<Buffer> {
  return (await sign((await composeTemplate(belarusian())).fill(personal()))).whole();
}

describe('a DKIM signature', () => {
  it('verifies, and covers the headers of an issue mail, the one-click ones among them', async () => {
    const { result, covered } = await verify(await signed());
    expect(result).toBe('pass');
    for (const name of [
      ...[
        'from',
        'reply-to',
        'subject',
        'date',
        'message-id',
        'to',
        'mime-version',
        'content-type',
        'content-language',
      ],
      ...['list-id', 'list-unsubscribe', 'list-unsubscribe-post', 'list-archive', 'feedback-id'],
    ]) {
      expect(covered, name).toContain(name);
    }
    const plain = belarusian();
    const { html: _html, ...textOnly } = plain;
    const single = await sign((await composeTemplate(textOnly)).fill(personal()));
    expect((await verify(single.whole())).covered).toContain('content-transfer-encoding');
  });

  it('is relaxed/relaxed rsa-sha256 over the whole body', async () => {
    const head =
      (await signed())
        .toString('latin1')
        .split(/\r\n(?![ \t])/)[0]
        ?.replace(/\r\n[ \t]+/g, ' ') ?? '';
    expect(head).toMatch(/^DKIM-Signature: v=1; a=rsa-sha256; c=relaxed\/relaxed; d=example\.org;/);
    expect(head).not.toContain(' l=');
  });

  it('breaks when a signed header or the body is changed', async () => {
    const message = (await signed()).toString('latin1');
    const changes = [
      message.replace('List-Unsubscribe=One-Click', 'List-Unsubscribe=Two-Clicks'),
      message.replace('/u/unsub_', '/u/other_'),
      message.replace('be, ru', 'be, en'),
      message.replace('\r\n0KHRltGC', '\r\n0KHRltGD'),
    ];
    for (const changed of changes) {
      expect(changed).not.toBe(message);
      expect((await verify(Buffer.from(changed, 'latin1'))).result).not.toBe('pass');
    }
  });

  it('is not made with a key that is none, is short, or is of another kind', () => {
    const { privateKey: elliptic } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const otherKind = elliptic.export({ type: 'pkcs8', format: 'pem' }).toString();
    for (const privateKey of ['', 'not a key', rsa(1024).pem, otherKind]) {
      expect(() => dkimSigner({ domain: 'example.org', selector: 'v1', privateKey })).toThrow(/DKIM key/);
    }
    for (const names of [
      { domain: 'example.org; l=0', selector: 'v1' },
      { domain: 'example.org', selector: '' },
    ]) {
      expect(() => dkimSigner({ ...names, privateKey: key.pem })).toThrow(/name of the DNS/);
    }
  });
});
