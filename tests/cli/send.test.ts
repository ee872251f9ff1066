import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import PostalMime from 'postal-mime';
import { describe, expect, test } from 'vitest';
import { openStore } from '#store/open.ts';
import { acquireSender } from '#store/sender-lock.ts';
import { temporaryFolder } from './command-line.ts';
import { type Newsroom, openNewsroom, people, sitAt } from './newsroom.ts';

/** Digest of everything in a database that a mailing could change. */
async function stateOf({ vesnik }: Newsroom): Promise<string> {
  const [status, list] = await Promise.all([vesnik(['status', '--json']), vesnik(['subscribers', 'export'])]);
  return createHash('sha256').update(status.out).update(list.out).digest('hex');
}

describe('send', async () => {
  const room = await openNewsroom();
  const { issue, relay, vesnik } = room;

  test('rehearses without approving or mailing anything', async () => {
    const { code, out, err } = await vesnik(['send', issue, '--dry-run', '--skip', 'web']);
    expect(code).toBe(0);
    expect(out).toContain('5 recipients');
    expect(out).toMatch(/Not looked at: whether its pages and pictures are published/u);
    expect(err).toContain('nothing was approved');
    expect(relay.taken).toEqual([]);
    expect((await vesnik(['status'])).out).toContain('Nothing has been mailed yet');
  });

  test('rehearses without a relay, and as JSON tells who would get what', async () => {
    const { code, out } = await vesnik(['send', issue, '--dry-run', '--skip', 'web', '--json'], {
      env: { VESNIK_SMTP_URL: '' },
    });
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ issue, recipients: 5, findings: [], borrowed: [], unknown: ['web'] });
  });

  test('says what to set where there is no relay', async () => {
    const { code, err } = await vesnik(['send', issue, '--yes'], { env: { VESNIK_SMTP_URL: '' } });
    expect(code).toBe(2);
    expect(err).toContain('VESNIK_SMTP_URL');
  });

  test('stops where the published pages do not answer 200, and names them', async () => {
    const { code, out, err } = await vesnik(['send', issue, '--yes'], { env: {} });
    expect(code).toBe(1);
    expect(out).toMatch(/\[page-missing\]/u);
    expect(err).toContain('nobody was mailed');
    expect(relay.taken).toEqual([]);
  });

  test('wants to be confirmed, and cannot be where nobody types', async () => {
    const { code, err } = await vesnik(['send', issue, '--skip', 'web']);
    expect(code).toBe(2);
    expect(err).toContain('--yes');
  });

  test('does nothing when something else than the id is typed', async () => {
    const { code, err } = await vesnik(['send', issue, '--skip', 'web'], { typed: 'yes\r' });
    expect(code).toBe(1);
    expect(err).toContain('Nothing was done');
    expect(relay.taken).toEqual([]);
  });

  test('knows no past and no nonsense for --at', async () => {
    for (const at of ['2020-01-01T09:00', 'tomorrow', '2030-13-01T09:00']) {
      const { code, err } = await vesnik(['send', issue, '--skip', 'web', '--yes', '--at', at]);
      expect(code).toBe(2);
      expect(err).toContain(at);
    }
  });

  test('mails everybody once when the id is typed, each in the form and language of their own', async () => {
    const { code, out } = await vesnik(['send', issue, '--skip', 'web'], { typed: `${issue}\r` });
    expect(code).toBe(0);
    expect(out).toContain(`Issue ${issue}: sent. 5 recipients.`);
    expect(relay.taken.flatMap(({ to }) => to).sort()).toEqual([...people].sort());
    const mails = await Promise.all(
      relay.taken.map(async ({ to, source }) => ({ to: to[0], mail: await PostalMime.parse(source) })),
    );
    const of = (address: string) => mails.find(({ to }) => to === address)?.mail;
    expect(of('lena@example.org')?.headers.find(({ key }) => key === 'content-language')?.value).toBe('be');
    expect(of('pavel+news@example.net')?.html).toBeUndefined();
    expect(of('pavel+news@example.net')?.text).toContain('Написан первый комментарий');
    expect(of("o'hara@example.com")?.subject).not.toContain('Weekly');
  });

  test('refuses the same issue a second time', async () => {
    const before = await stateOf(room);
    const { code, err } = await vesnik(['send', issue, '--yes', '--skip', 'web']);
    expect(code).toBe(1);
    expect(err).toContain('has been mailed');
    expect(relay.taken).toHaveLength(5);
    expect(await stateOf(room)).toBe(before);
  });

  test('status gives the shape of the contract, and its counts add up', async () => {
    const { out } = await vesnik(['status', issue, '--json']);
    const status = JSON.parse(out);
    const none = { queued: 0, sending: 0, sent: 0, deferred: 0, failed: 0, uncertain: 0, cancelled: 0 };
    expect(status).toEqual({
      ...{ issue, state: 'sent', recipients: 5, excluded: {}, counts: { ...none, sent: 5 } },
      byList: { be: { ...none, sent: 3 }, ru: { ...none, sent: 2 } },
      // Beyond the contract.
      ...{ byProvider: { other: { ...none, sent: 5 } }, reasons: [], cameBack: [], troubles: [] },
    });
  });
});

describe('a test of an issue (attack 27)', async () => {
  const room = await openNewsroom();
  const { issue, relay, vesnik } = room;

  test('goes to its one address, marked, and touches neither list nor ledger', async () => {
    const before = await stateOf(room);
    const { code, out } = await vesnik(['send', issue, '--to', 'editor@example.com', '--list', 'be']);
    expect(code).toBe(0);
    expect(out).toContain('Nobody else was mailed');
    expect(relay.taken.map(({ to }) => to)).toEqual([['editor@example.com']]);
    const mail = await PostalMime.parse(relay.taken[0]?.source ?? '');
    expect(mail.subject).toMatch(/^\[Праверка\]/u);
    expect(await stateOf(room)).toBe(before);
  });

  test('works where there is no database at all, so it can reach nobody on a list', async () => {
    const folder = await temporaryFolder();
    const env = { VESNIK_DATABASE_URL: `file:${join(folder, 'none.db')}`, VESNIK_KEY: '' };
    const { code } = await vesnik(['send', issue, '--to', 'editor@example.com', '--list', 'ru', '--form', 'plain'], {
      env,
    });
    expect(code).toBe(0);
    await expect(readFile(join(folder, 'none.db'))).rejects.toThrow('ENOENT');
  });

  test.each(['a@example.org, b@example.org', 'a@example.org\r\nRCPT TO:<b@example.org>', 'all', 'A <a@example.org>'])(
    'refuses %j as an address',
    async to => {
      const count = relay.taken.length;
      const { code, err } = await vesnik(['send', issue, '--to', to, '--list', 'be']);
      expect(code).toBe(2);
      expect(err).toContain('one bare address');
      expect(relay.taken).toHaveLength(count);
    },
  );

  test('with --dry-run is made ready, told of and not sent, even where there is no relay', async () => {
    const count = relay.taken.length;
    const words = ['send', issue, '--to', 'editor@example.com', '--list', 'be', '--dry-run'];
    const { code, out, err } = await vesnik(words);
    expect(code).toBe(0);
    expect(out).toContain('“[Праверка]');
    expect(out).toContain('list be, form normal');
    expect(err).toContain('nobody was mailed');
    const json = await vesnik([...words, '--json'], { env: { VESNIK_SMTP_URL: '' } });
    expect(json.code).toBe(0);
    expect(JSON.parse(json.out)).toMatchObject({ test: true, dryRun: true, issue, list: 'be', form: 'normal' });
    expect((await vesnik(['send', issue, '--to', 'all', '--list', 'be', '--dry-run'])).code).toBe(2);
    expect(relay.taken).toHaveLength(count);
  });

  test.each([
    ['--to', 'a@example.org', '--to', 'c@example.org', '--list', 'be'],
    ['--to=a@example.org', '--list', 'be', '--list=ru'],
  ])('is refused where an option is given twice', async (...options) => {
    const count = relay.taken.length;
    const { code, err } = await vesnik(['send', issue, ...options]);
    expect(code).toBe(2);
    expect(err).toContain('given twice');
    expect(err).not.toContain('@');
    expect(relay.taken).toHaveLength(count);
  });

  test('wants to know whose mail it is', async () => {
    const { code, err } = await vesnik(['send', issue, '--to', 'editor@example.com']);
    expect(code).toBe(2);
    expect(err).toContain('--list be');
  });

  test('has links that unsubscribe nobody', () => {
    const tokens = relay.taken.map(({ source }) => /\/u\/([\w-]+)>/u.exec(source)?.[1]);
    expect(new Set(tokens)).toEqual(new Set([expect.stringMatching(/^sample-unsubscribe-x+$/u)]));
  });
});

describe('a scheduled mailing', async () => {
  const { issue, relay, vesnik } = await openNewsroom();

  test('is approved and waits, can be paused, and cancelled for good', async () => {
    const sent = await vesnik(['send', issue, '--yes', '--skip', 'web', '--at', '2094-04-22T09:00']);
    expect(sent.code).toBe(0);
    expect(sent.out).toContain('April 22, 2094, 09:00');
    expect((await vesnik(['pause', issue])).out).toContain(`npx vesnik resume ${issue}`);
    const resumed = await vesnik(['resume', issue, '--json']);
    expect(resumed.code).toBe(3);
    expect(JSON.parse(resumed.out)).toMatchObject({ state: 'scheduled', counts: { queued: 5, sent: 0 } });
    const cancelled = await vesnik(['cancel', issue, '--yes', '--json']);
    expect(JSON.parse(cancelled.out)).toMatchObject({ state: 'cancelled', counts: { cancelled: 5, queued: 0 } });
    expect(relay.taken).toEqual([]);
    expect((await vesnik(['pause', issue])).code).toBe(1);
  });

  test('may be approved anew after it was cancelled', async () => {
    expect((await vesnik(['send', issue, '--yes', '--skip', 'web'])).code).toBe(0);
    expect(relay.taken).toHaveLength(5);
  });
});

describe('where a worker holds the sender lock', async () => {
  const { issue, relay, env, vesnik } = await openNewsroom();

  test('send approves and leaves the delivery to it', async () => {
    const store = await openStore({
      url: env.VESNIK_DATABASE_URL ?? '',
      masterKey: Buffer.from(env.VESNIK_KEY ?? '', 'base64'),
    });
    const sender = await acquireSender(store, { now: new Date(), host: 'elsewhere', pid: 1 });
    const { code, out } = await vesnik(['send', issue, '--yes', '--skip', 'web']);
    await sender.release(new Date());
    await store.close();
    expect(code).toBe(0);
    expect(out).toContain('A worker is running and delivers it');
    expect(relay.taken).toEqual([]);
    expect((await vesnik(['resume', issue])).code).toBe(0);
    expect(relay.taken).toHaveLength(5);
  });
});

describe('where the relay takes some and not others', async () => {
  const { issue, vesnik } = await openNewsroom({
    rcpt: to => (to.startsWith('lena') ? `550 5.1.1 <${to}> unknown here` : undefined),
  });

  test('send ends with 3 and says what is left and what to type', async () => {
    const { code, out } = await vesnik(['send', issue, '--yes', '--skip', 'web']);
    expect(code).toBe(3);
    expect(out).toContain(`npx vesnik status ${issue} --deliveries failed`);
    const why = await vesnik(['status', issue, '--deliveries', 'failed']);
    expect(why.out).toContain('5.1.1');
    expect(why.out).not.toContain('lena');
  });
});

describe('the look at the published pages', async () => {
  const { issue, root, vesnik, relay } = await openNewsroom();

  test('lets a mailing go when every page answers 200', async () => {
    const asked: string[] = [];
    const site = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.writeHead(200).end('here');
    }).listen(0, '127.0.0.1');
    await once(site, 'listening');
    const address = site.address();
    const port = address !== null && typeof address === 'object' ? address.port : 0;
    await sitAt(root, `http://127.0.0.1:${port}`);
    const { code, out } = await vesnik(['send', issue, '--yes']);
    site.close();
    expect(out).not.toContain('page-missing');
    expect(code).toBe(0);
    expect(asked).toContain(`/be/${issue}/first/`);
    expect(asked.filter(path => /^\/[up]\//u.test(path))).toEqual([]);
    expect(relay.taken).toHaveLength(5);
  });
});
