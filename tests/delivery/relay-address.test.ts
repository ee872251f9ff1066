import { describe, expect, it } from 'vitest';
import { encryptionOf, readRelayUrl } from '#delivery/relay-address.ts';
import { VesnikError } from '#errors.ts';

describe('the URL of a relay', () => {
  it('is a nodemailer URL', () => {
    expect(
      readRelayUrl(
        'smtp://user:p%40ss%2Fword@mail.example.org:2525?requireTLS=true&tls.rejectUnauthorized=false&name=desk',
      ),
    ).toMatchObject({
      ...{ host: 'mail.example.org', port: 2525, secure: false, requireTLS: true, name: 'desk' },
      auth: { user: 'user', pass: 'p@ss/word' },
      tls: { rejectUnauthorized: false },
    });
    expect(readRelayUrl('smtps://mail.example.org')).toMatchObject({ secure: true });
  });

  it('turns on no log, whatever it asks for', () => {
    expect(Object.keys(readRelayUrl('smtp://mail.example.org?debug=true&logger=true&transactionLog=true'))).toEqual(
      expect.not.arrayContaining(['debug', 'logger', 'transactionLog']),
    );
  });

  it('is refused without repeating it when it is not one', () => {
    for (const url of [
      '',
      'mail.example.org',
      'http://u:secret@x',
      'smtp://',
      'smtp://u:secret@[bad',
      'smtp://u:secret@host:99999',
    ]) {
      try {
        readRelayUrl(url);
        expect.unreachable(url);
      } catch (error) {
        expect(error).toBeInstanceOf(VesnikError);
        expect(String(error)).not.toContain('secret');
      }
    }
  });

  it('says how much of the way is encrypted', () => {
    const of = (url: string): string => encryptionOf(readRelayUrl(url));
    expect([of('smtps://r.test'), of('smtp://r.test?requireTLS=true'), of('smtp://r.test')]).toEqual([
      'always',
      'always',
      'always',
    ]);
    expect(of('smtp://r.test?requireTLS=false')).toBe('perhaps');
    expect([of('smtp://r.test?ignoreTLS=true'), of('smtp://127.0.0.1:25')]).toEqual(['never', 'local']);
  });
});
