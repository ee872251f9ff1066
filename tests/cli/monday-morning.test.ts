import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import PostalMime from 'postal-mime';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { openStore } from '#store/open.ts';
import { clone } from './command-line.ts';
import { openNewsroom, people, sitAt } from './newsroom.ts';

const editor = 'editor@example.org';

describe('a Monday morning', async () => {
  const { env, issue, relay, root, vesnik } = await openNewsroom();
  let status = 200;
  const site = createServer((_request, response) => void response.writeHead(status).end());
  site.listen(0, '127.0.0.1');
  await once(site, 'listening');
  afterAll(() => site.close());
  const address = site.address();
  await sitAt(root, `http://127.0.0.1:${address !== null && typeof address === 'object' ? address.port : 0}`);
  const file = join(root, 'content/newsletter.yaml');
  await writeFile(file, `${await readFile(file, 'utf8')}\nnotify: [${editor}]\n`);

  const store = await openStore({
    url: env.VESNIK_DATABASE_URL ?? '',
    masterKey: Buffer.from(env.VESNIK_KEY ?? '', 'base64'),
  });
  afterAll(() => store.close());
  const change = (values: { readonly due_at?: number; readonly looked_at?: null }) =>
    store.db.updateTable('mailings').set(values).execute();

  // The outbox is empty once the sender has heard the answer to what it mailed.
  const settled = () =>
    vi.waitFor(async () => expect(await store.db.selectFrom('outbox').select('id').execute()).toEqual([]), 10_000);
  const working = () =>
    spawn(process.execPath, [join(clone, 'bin/vesnik.js'), 'worker'], {
      env: { ...process.env, ...env },
      stdio: 'ignore',
    });
  const to = (recipient: string) => relay.taken.filter(message => message.to[0] === recipient);
  const mailsTo = async (recipient: string, count: number) => {
    for (let seen = relay.taken.length; to(recipient).length < count; seen += 1) await relay.whenTaken(seen + 1);
    return Promise.all(to(recipient).map(({ source }) => PostalMime.parse(source)));
  };

  test('needs nobody: pages are missing, the sender is killed, pages appear, it goes out, and each step is told once', async () => {
    expect((await vesnik(['send', issue, '--yes', '--at', '2094-04-22T09:00'])).code).toBe(0);
    status = 404;
    // The moment has come.
    await change({ due_at: Date.now() - 1000 });
    const first = working();
    const [missing] = await mailsTo(editor, 1);
    expect(missing?.subject).toContain(issue);
    expect(missing?.text).toContain('http://127.0.0.1:');
    // Killed before it heard the answer, it would leave the notice to be sent again.
    await settled();
    first.kill('SIGKILL');
    await once(first, 'exit');

    // A minute later another one finds nothing new, and tells nobody.
    await change({ looked_at: null });
    const second = working();
    for (let looked = null as number | null; looked === null; ) {
      const row = await store.db.selectFrom('mailings').select('looked_at').executeTakeFirstOrThrow();
      looked = row.looked_at;
      await new Promise(resolve => setImmediate(resolve));
    }
    expect(relay.taken).toHaveLength(1);

    status = 200;
    await change({ looked_at: null });
    const told = await mailsTo(editor, 3);
    for (const person of people) expect(to(person)).toHaveLength(1);
    const [, begun, ended] = told.map(({ subject }) => subject);
    expect(begun).toContain(issue);
    expect(ended).toContain(issue);
    const report = told[2]?.text ?? '';
    expect(report).toContain(`: ${people.length}`);
    for (const { text = '' } of told) for (const person of people) expect(text).not.toContain(person);
    second.kill('SIGTERM');
    await once(second, 'exit');
    expect(relay.taken).toHaveLength(people.length + 3);
  });
});
