import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { secretsOf } from '#cli/environment-secrets.ts';
import { cloneRoot, readSettings } from '#cli/settings.ts';
import { VesnikError } from '#errors.ts';

function refusal(env: Record<string, string>): VesnikError {
  try {
    readSettings(env);
  } catch (error) {
    if (error instanceof VesnikError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('settings', () => {
  test('are those of the contract where nothing is set', () => {
    expect(readSettings({})).toEqual({
      root: cloneRoot,
      databaseUrl: `file:${join(cloneRoot, 'data/vesnik.db')}`,
      key: { file: join(cloneRoot, 'keys/vesnik.key') },
      rate: 10,
      trustedHops: 0,
      logLevel: 'info',
      connections: 10,
      providerRates: { google: 20, microsoft: 10, yahoo: 10, apple: 10, mailru: 10, yandex: 10, proton: 10 },
      providerConnections: { google: 5, microsoft: 5, yahoo: 5, apple: 3, mailru: 5, yandex: 5, proton: 3 },
      pauseShare: 0.1,
    });
  });

  test('count relative paths from the newsletter, whatever folder one is in', () => {
    const settings = readSettings({
      VESNIK_ROOT: '/srv/weekly',
      VESNIK_DATABASE_URL: 'file:people.db',
      VESNIK_KEY_FILE: 'k',
    });
    expect(settings).toMatchObject({
      root: '/srv/weekly',
      databaseUrl: 'file:/srv/weekly/people.db',
      key: { file: '/srv/weekly/k' },
    });
  });

  test('take an empty variable for one that is not set, and addresses without a slash at their end', () => {
    expect(readSettings({ VESNIK_RATE: '', VESNIK_URL: 'https://doors.example.org/' })).toMatchObject({
      rate: 10,
      url: 'https://doors.example.org',
    });
  });

  test('know a second key that signs beside the first, and want both of its halves', () => {
    const first = { VESNIK_DKIM_DOMAIN: 'example.org', VESNIK_DKIM_SELECTOR: 'r1', VESNIK_DKIM_KEY_FILE: '/k/rsa.pem' };
    const second = { VESNIK_DKIM_ED25519_SELECTOR: 'e1', VESNIK_DKIM_ED25519_KEY_FILE: '/k/e.pem' };
    expect(readSettings({ ...first, ...second }).dkim).toMatchObject({
      keyFile: '/k/rsa.pem',
      second: { selector: 'e1', keyFile: '/k/e.pem' },
    });
    const { VESNIK_DKIM_ED25519_SELECTOR: selector } = second;
    for (const wrong of [second, { ...first, VESNIK_DKIM_ED25519_SELECTOR: selector }]) {
      expect(() => readSettings(wrong)).toThrow('VESNIK_DKIM_ED25519_SELECTOR, _KEY_FILE: both are needed');
    }
  });

  test.each([
    ['VESNIK_DATABASE_URL', 'mysql://user:geheim@db'],
    ['VESNIK_KEY', 'geheim'],
    ['VESNIK_SMTP_URL', 'http://user:geheim@mail.example.org'],
    ['VESNIK_URL', 'geheim'],
    ['VESNIK_RATE', 'geheim'],
    ['VESNIK_RATE', '-1'],
    ['VESNIK_CONNECTIONS', '0'],
    ['VESNIK_TRUST_PROXY', 'loopback'],
    ['VESNIK_PROVIDER_RATES', 'geheim=1'],
    ['VESNIK_PROVIDER_RATES', 'google:geheim'],
    ['VESNIK_PROVIDER_CONNECTIONS', 'google'],
    ['VESNIK_PAUSE_SHARE', '101'],
    ['VESNIK_NOTICE_SMTP_URL', 'http://user:geheim@mail.example.org'],
    ['VESNIK_DKIM_DOMAIN', 'geheim here'],
  ])('refuse a wrong %s by its name and never show what it holds', (variable, value) => {
    const { kind, message, hint } = refusal({ [variable]: value });
    expect(kind).toBe('usage');
    expect(message).toContain(variable);
    expect(message + hint).not.toContain('geheim');
  });

  test('limit large providers, and without any limit only those that are named', () => {
    expect(readSettings({}).providerRates).toMatchObject({ google: 20, yandex: 10 });
    const named = { VESNIK_PROVIDER_RATES: 'yandex=2.5, google=0' };
    expect(readSettings(named).providerRates).toMatchObject({ google: 0, yandex: 2.5, mailru: 10 });
    expect(readSettings({ ...named, VESNIK_RATE: '0' }).providerRates).toEqual({ google: 0, yandex: 2.5 });
    const few = { VESNIK_PROVIDER_CONNECTIONS: 'yandex=2' };
    expect(readSettings(few).providerConnections).toMatchObject({ google: 5, yandex: 2 });
    expect(readSettings({ ...few, VESNIK_RATE: '0' }).providerConnections).toEqual({ yandex: 2 });
  });

  test('name all that is wrong at once', () => {
    const { message } = refusal({ VESNIK_RATE: 'x', VESNIK_CONNECTIONS: 'y' });
    expect(message).toMatch(/VESNIK_RATE.*VESNIK_CONNECTIONS/u);
  });

  test('want all of DKIM or nothing', () => {
    expect(refusal({ VESNIK_DKIM_DOMAIN: 'example.org' }).message).toContain('all three');
    const env = { VESNIK_DKIM_DOMAIN: 'example.org', VESNIK_DKIM_SELECTOR: 'v1', VESNIK_DKIM_KEY_FILE: 'dkim.pem' };
    expect(readSettings(env).dkim).toEqual({
      domain: 'example.org',
      selector: 'v1',
      keyFile: join(cloneRoot, 'dkim.pem'),
    });
  });

  test('know their secrets, encoded or not', () => {
    const env = {
      VESNIK_KEY: 'abc',
      VESNIK_SMTP_URL: 'smtp://u:p%40ss@h',
      VESNIK_DATABASE_URL: 'postgres://u:word@h/d',
    };
    expect(secretsOf(env).sort()).toEqual(['abc', 'p%40ss', 'p@ss', 'word'].sort());
  });
});
