import { createSign, generateKeyPairSync, randomBytes } from 'node:crypto';
import { generate } from 'selfsigned';
import { afterAll, expect, it } from 'vitest';
import { mintBounceToken } from '#keys/bounce-token.ts';
import { freezeMailing } from '#store/freeze.ts';
import { variantFor } from '../store/people.ts';
import { type DoorServer, startDoors } from './door-server.ts';

// One key for all, so that what is wrong with a certificate is nothing but what its name here says.
const { privateKey: key, publicKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});
const certified = async (name: string, until: string): Promise<string> => {
  const dates = { notBeforeDate: new Date('2020-01-01'), notAfterDate: new Date(until) };
  const names = [{ name: 'commonName', value: name }];
  return (await generate(names, { ...dates, algorithm: 'sha256', keyPair: { publicKey, privateKey: key } })).cert;
};
const certificate = await certified('sns.amazonaws.com', '2120-01-01');
const bad = {
  'out of date': await certified('sns.amazonaws.com', '2021-01-01'),
  'of another name': await certified('example.org', '2120-01-01'),
  'no certificate': key,
};
const topic = 'arn:aws:sns:eu-central-1:123456789012:newsletter';
const host = 'https://sns.eu-central-1.amazonaws.com';
const certificateUrl = `${host}/SimpleNotificationService-0123456789abcdef.pem`;

const asked: string[] = [];
const pages = new Map([[certificateUrl, certificate]]);
const doors = await startDoors({
  ses: {
    topic,
    fetch: async url => {
      asked.push(url);
      const page = pages.get(url);
      return page === undefined ? new Response('', { status: 500 }) : new Response(page);
    },
  },
});
afterAll(() => doors.stop());

type Fields = Readonly<Record<string, string>>;

/** A message of SNS, signed as Amazon does. */
function signed(fields: Fields, version = '2'): Fields {
  const all: Fields = {
    ...{ Type: 'Notification', MessageId: 'm-1', TopicArn: topic, Timestamp: new Date().toISOString(), Message: '{}' },
    ...fields,
  };
  const names =
    all.Type === 'Notification'
      ? ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type']
      : ['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type'];
  const text = names.flatMap(name => (all[name] === undefined ? [] : [`${name}\n${all[name]}\n`])).join('');
  const Signature = createSign(version === '1' ? 'RSA-SHA1' : 'RSA-SHA256')
    .update(text)
    .sign(key, 'base64');
  return { SigningCertURL: certificateUrl, ...all, SignatureVersion: version, Signature };
}

const post = (body: Fields | string): Promise<Response> =>
  doors.ask('/ses', { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body) });

let people = 0;

/** Somebody who was mailed; their address and the envelope sender of their mail. */
async function mailedReader(at: DoorServer = doors): Promise<{ address: string; source: string }> {
  people += 1;
  const address = `reader${people}@mail.test`;
  await at.join(address, 'en');
  const issue = `2024-04-${people}`;
  const { id } = await freezeMailing(at.store, { issue, variants: [variantFor('en')], now: new Date() });
  const row = await at.store.db
    .selectFrom('deliveries')
    .select('bytes')
    .where('mailing_id', '=', id)
    .orderBy('id', 'desc')
    .executeTakeFirst();
  await at.store.db.updateTable('deliveries').set({ state: 'sent', attempted_at: Date.now() }).execute();
  const token = mintBounceToken(at.store.ring, row?.bytes ?? randomBytes(16));
  return { address, source: `bounce+${token}@bounces.example.org` };
}

const stateOf = async (address: string) => (await doors.subscriber(address))?.state;

function bounceOf({ address, source }: { address: string; source: string }, bounce: object = {}): string {
  return JSON.stringify({
    notificationType: 'Bounce',
    mail: { messageId: '0100-abc', source, destination: [address] },
    bounce: {
      ...{ bounceType: 'Permanent', bounceSubType: 'General' },
      bouncedRecipients: [
        { emailAddress: address, status: '5.1.1', diagnosticCode: `smtp; 550 5.1.1 <${address}>: user unknown` },
      ],
      ...bounce,
    },
  });
}

it.each(['1', '2'])(
  'a bounce in a notification signed by version %s removes its reader, and again changes nothing',
  async version => {
    const reader = await mailedReader();
    const notification = signed({ Message: bounceOf(reader), Subject: 'Amazon SES' }, version);
    const answer = await post(notification);
    expect([answer.status, await answer.text(), await stateOf(reader.address)]).toEqual([200, '', 'bounced']);
    expect((await post(notification)).status).toBe(200);
    const rows = await doors.store.db.selectFrom('deliveries').select('bounce_words').execute();
    expect(JSON.stringify(rows)).toContain('user unknown');
    expect(JSON.stringify(rows)).not.toContain(reader.address);
  },
);

it('event publishing is read as well, a complaint is kept, and what says something about us touches nobody', async () => {
  const [complainer, refused] = [await mailedReader(), await mailedReader()];
  const mail = { messageId: '0100-abd', source: complainer.source };
  await post(signed({ Message: JSON.stringify({ eventType: 'Complaint', mail, complaint: {} }) }));
  expect(await stateOf(complainer.address)).toBe('complained');
  const diagnosticCode = 'smtp; 550 5.7.1 Our system has detected that this message is likely unsolicited mail';
  await post(signed({ Message: bounceOf(refused, { bouncedRecipients: [{ status: '5.7.1', diagnosticCode }] }) }));
  expect(await stateOf(refused.address)).toBe('active');
  const ours = await doors.store.db
    .selectFrom('deliveries')
    .select('id')
    .where('bounce_verdict', '=', 'ours')
    .execute();
  expect(ours).toHaveLength(1);
});

it('an event is known by the id that SES gave the mail, whatever became of the envelope sender', async () => {
  const reader = await mailedReader();
  const relayId = '0102019000000001-11111111-2222-3333-4444-555555555555-000000';
  await doors.store.db
    .updateTable('deliveries')
    .set({ relay_id: relayId })
    .where('id', '=', ({ selectFrom }) => selectFrom('deliveries').select(({ fn }) => fn.max('id').as('id')))
    .execute();
  const unknown = bounceOf({ ...reader, source: 'news@example.org' });
  await post(signed({ Message: unknown }));
  expect(await stateOf(reader.address)).toBe('active');
  await post(signed({ Message: unknown.replace('0100-abc', relayId) }));
  expect(await stateOf(reader.address)).toBe('bounced');
});

it('deliveries, delays, sendings and what is nothing of SES are taken and change nothing', async () => {
  const { address, source } = await mailedReader();
  const mail = { messageId: '0100-abe', source };
  for (const eventType of ['Delivery', 'DeliveryDelay', 'Send', 'Reject', 'Subscription'])
    expect((await post(signed({ Message: JSON.stringify({ eventType, mail }) }))).status).toBe(200);
  const transient = { bounceType: 'Transient', bounceSubType: 'General', bouncedRecipients: [] };
  expect((await post(signed({ Message: bounceOf({ address, source }, transient) }))).status).toBe(200);
  const notSpam = { eventType: 'Complaint', mail, complaint: { complaintFeedbackType: 'not-spam' } };
  expect((await post(signed({ Message: JSON.stringify(notSpam) }))).status).toBe(200);
  for (const Message of ['', 'hello', '{"__proto__":1}', '[]', '{"mail":null}'])
    expect((await post(signed({ Message }))).status).toBe(200);
  expect(await stateOf(address)).toBe('active');
});

it('a notification about mail that is not ours, or with a forged token, changes nothing', async () => {
  const { address } = await mailedReader();
  const before = await doors.store.db.selectFrom('suppressions').selectAll().execute();
  for (const source of [`bounce+${'a'.repeat(40)}@bounces.example.org`, 'news@example.org', ''])
    expect((await post(signed({ Message: bounceOf({ address, source }) }))).status).toBe(200);
  expect(await stateOf(address)).toBe('active');
  expect(await doors.store.db.selectFrom('suppressions').selectAll().execute()).toEqual(before);
});

it('whatever is not proved gets one and the same answer and changes nothing', async () => {
  const reader = await mailedReader();
  const good = signed({ Message: bounceOf(reader) });
  const other = 'arn:aws:sns:eu-central-1:123456789012:other';
  const evil = 'https://sns.eu-central-1.amazonaws.com.evil.example/SimpleNotificationService-0123456789abcdef.pem';
  const old = new Date(Date.now() - 8 * 24 * 60 * 60 * 1000).toISOString();
  const forged: (Fields | string)[] = [
    { ...good, Message: good.Message?.replace('5.1.1', '5.1.2') ?? '' },
    { ...good, Signature: 'AAAA' },
    { ...good, Signature: '' },
    { ...good, SignatureVersion: '3' },
    { ...good, Type: 'Other' },
    signed({ Message: bounceOf(reader), TopicArn: other }),
    signed({ Message: bounceOf(reader), Timestamp: old }),
    signed({ Message: bounceOf(reader), Timestamp: new Date(Date.now() + 3_600_000).toISOString() }),
    signed({ Message: bounceOf(reader), Timestamp: 'yesterday' }),
    ...[
      ...[evil, certificateUrl.replace('https', 'http'), certificateUrl.replace('eu-central-1', 'us-east-1')],
      ...[`${host}:8443/SimpleNotificationService-0123456789abcdef.pem`, `${host}/other.pem`, 'file:///etc/passwd', ''],
      ...[`https://a@sns.eu-central-1.amazonaws.com/SimpleNotificationService-0123456789abcdef.pem`],
    ].map(SigningCertURL => signed({ Message: bounceOf(reader), SigningCertURL })),
    ...['', '{', '[]', 'null', '"x"', '{"Type":"Notification"}'],
  ];
  asked.length = 0;
  for (const body of forged) {
    const answer = await post(body);
    expect([answer.status, await answer.text()], JSON.stringify(body)).toEqual([403, '']);
  }
  // Nothing was asked of anybody but Amazon, and the certificate is kept.
  expect(asked).toEqual([]);
  expect(await stateOf(reader.address)).toBe('active');
});

it.each(Object.entries(bad))('a certificate that is not good (%s) proves nothing', async (_, page) => {
  const reader = await mailedReader();
  const url = `${host}/SimpleNotificationService-${randomBytes(8).toString('hex')}.pem`;
  pages.set(url, page);
  expect((await post(signed({ Message: bounceOf(reader), SigningCertURL: url }))).status).toBe(403);
  expect(await stateOf(reader.address)).toBe('active');
});

it('a certificate that Amazon does not give just now makes it bring the notification again', async () => {
  const url = `${host}/SimpleNotificationService-ffffffffffffffff.pem`;
  expect((await post(signed({ SigningCertURL: url }))).status).toBe(503);
  expect(doors.errors.at(-1)).toContain('certificate');
});

it('the topic’s subscription is confirmed, at Amazon’s own address for it and nowhere else', async () => {
  const wanted = `${host}/?Action=ConfirmSubscription&TopicArn=${topic}&Token=abc`;
  pages.set(wanted, '<ConfirmSubscriptionResponse/>');
  const ask = (SubscribeURL: string) => post(signed({ Type: 'SubscriptionConfirmation', SubscribeURL, Token: 'abc' }));
  asked.length = 0;
  for (const url of [
    ...['http://169.254.169.254/latest/meta-data', `${host}/?Action=DeleteTopic&TopicArn=${topic}&Token=abc`],
    ...[wanted.replace(host, 'https://evil.example'), wanted.replace(':newsletter', ':other'), `${wanted}&More=1`, ''],
  ])
    expect((await ask(url)).status, url).toBe(403);
  expect(asked).toEqual([]);
  expect((await ask(wanted)).status).toBe(200);
  expect(asked).toEqual([wanted]);
});

it('a body that is too long is not read, other methods are refused, and without a topic there is no door', async () => {
  expect((await post('x'.repeat(400_000))).status).toBe(413);
  const get = await doors.ask('/ses');
  expect([get.status, get.headers.get('allow')]).toEqual([405, 'POST']);
  const plain = await startDoors();
  expect((await plain.ask('/ses', { method: 'POST', body: '{}' })).status).toBe(405);
  expect((await plain.ask('/ses')).status).toBe(404);
  await plain.stop();
});
