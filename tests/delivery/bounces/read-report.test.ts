import { expect, it } from 'vitest';
import { readReport } from '#delivery/bounces/read-report.ts';
import { type Bounce, bounceReasons } from '#delivery/bounces/report.ts';
import { bounceVerdict } from '#delivery/bounces/verdict.ts';
import { complaint, plain, statusReport, withCopy } from '../../fixtures/bounces/envelopes.ts';

const token = 'abcdefghijklmnopqrstuvwxyz234567abcdefgh';

it('a delivery status gives the token, the code, the words of the server and the Message-ID of what came back', async () => {
  const report = await readReport(statusReport('550 5.1.1 User unknown'));
  expect(report).toMatchObject({ kind: 'bounce', reason: 'unknown-user', isPermanent: true, status: '5.1.1' });
  expect(report).toMatchObject({ tokens: [token], originalMessageIds: ['<7a1@example.org>'] });
  expect(report).toMatchObject({ words: expect.stringContaining('User unknown') });
  expect(bounceVerdict(report)).toBe('remove');
});

it('where the last answer was a 4xx and the relay gave up, nobody is removed at once', async () => {
  const report = await readReport(statusReport('450 4.1.1 User unknown'));
  expect(report).toMatchObject({ reason: 'unknown-user', isPermanent: false, status: '4.1.1' });
  expect(bounceVerdict(report)).toBe('strike');
});

it('a notice in Russian says the same in every charset and encoding, though the label is wrong', async () => {
  const words = 'Письмо не доставлено: почтовый ящик получателя переполнен.';
  for (const charset of ['utf-8', 'koi8-r', 'windows-1251', 'iso-8859-5'])
    for (const encoding of ['8bit', 'quoted-printable', 'base64']) {
      const bytes = withCopy(words, { charset, encoding });
      const mislabelled = Buffer.from(
        bytes.toString('latin1').replace(`charset=${charset}`, 'charset=us-ascii'),
        'latin1',
      );
      for (const mail of [bytes, mislabelled])
        expect(await readReport(mail), `${charset} ${encoding}`).toMatchObject({
          reason: 'full',
          tokens: [token],
          words,
        });
    }
});

it('a complaint removes, but not where a machine wrote it, and "not spam" is none', async () => {
  const abuse = await readReport(complaint('abuse'));
  expect(abuse).toMatchObject({ kind: 'complaint', feedbackType: 'abuse', tokens: [token] });
  expect(bounceVerdict(abuse)).toBe('remove');
  expect(bounceVerdict(await readReport(complaint('auth-failure')))).toBe('ours');
  expect(await readReport(complaint('not-spam'))).toEqual({ kind: 'ignored', why: 'not-a-report' });
});

it('a mail to the address for leaving is a wish to leave, whatever it says', async () => {
  const mail = plain('I am out of the office.', { from: 'lena@example.net', subject: 'Re: The week' });
  const leaving = Buffer.from(mail.toString('latin1').replace('bounce+', 'unsubscribe+'), 'latin1');
  expect(await readReport(leaving)).toEqual({ kind: 'unsubscribe', tokens: [token] });
});

it('only an address or a domain that does not exist removes at once, and a refusal of ours never touches a reader', () => {
  const verdicts = (isPermanent: boolean) =>
    bounceReasons.map(reason => {
      const report: Bounce = { kind: 'bounce', tokens: [], reason, isPermanent, words: '', originalMessageIds: [] };
      return [reason, bounceVerdict(report)] as const;
    });
  const those = (list: ReturnType<typeof verdicts>, wanted: string) =>
    list.filter(([, verdict]) => verdict === wanted).map(([reason]) => reason);
  expect(those(verdicts(true), 'remove')).toEqual(['unknown-user', 'unknown-host']);
  expect(those(verdicts(false), 'remove')).toEqual([]);
  const ours = ['too-large', 'content', 'blocked', 'policy', 'rate', 'authentication'];
  for (const isPermanent of [true, false]) expect(those(verdicts(isPermanent), 'ours')).toEqual(ours);
});

it('why a mail changes nothing is told: delayed, delivered, an automatic reply, no report, unreadable', async () => {
  const why = async (mail: Buffer) => await readReport(mail);
  const ignored = (reason: string) => ({ kind: 'ignored', why: reason });
  expect(await why(statusReport('450 4.2.0 try later', { action: 'delayed' }))).toEqual(ignored('delayed'));
  expect(await why(statusReport('250 2.1.5 OK', { action: 'delivered' }))).toEqual(ignored('delivered'));
  const lena = { from: 'lena@example.net', subject: 'Out of office', more: ['Auto-Submitted: auto-replied'] };
  expect(await why(plain('Back on Monday.', lena))).toEqual(ignored('auto-reply'));
  expect(await why(plain('Thank you!', { ...lena, subject: 'Re: The week', more: [] }))).toEqual(
    ignored('not-a-report'),
  );
  expect(await why(Buffer.alloc(0))).toEqual(ignored('unreadable'));
});

it('the digest of a quarantine is no report, though a server sends it with a null sender', async () => {
  const digest = [
    'Return-Path: <>',
    'From: Quarantine <postmaster@example.net>',
    'Subject: Spam quarantine summary: 3 messages blocked',
    '',
    'Spam Quarantine Digest for reader@example.net',
    '3 messages were not delivered to your inbox. Release',
  ].join('\r\n');
  expect((await readReport(Buffer.from(digest))).kind).not.toBe('bounce');
});
