import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import PostalMime from 'postal-mime';
import { expect, test } from 'vitest';
import { createServer } from '#server/server.ts';
import { openStore } from '#store/open.ts';
import { openNewsroom, people } from '../cli/newsroom.ts';

const day = 24 * 60 * 60 * 1000;

test('an issue is written, mailed to each in their language, one reader leaves by the link in the mail, the next issue spares them', async () => {
  const { root, issue, env, relay, vesnik } = await openNewsroom();

  // The first issue goes to everybody.
  expect((await vesnik(['send', issue, '--yes', '--skip', 'web'])).code).toBe(0);
  expect(relay.taken.flatMap(({ to }) => to).sort()).toEqual([...people].sort());
  const languages = new Map<string, string>();
  for (const { to, source } of relay.taken) {
    const { headers } = await PostalMime.parse(source);
    languages.set(to[0] ?? '', headers.find(({ key }) => key === 'content-language')?.value ?? '');
  }
  expect(people.map(address => languages.get(address))).toEqual(['be', 'ru', 'be', 'ru', 'be']);

  // One of them uses the link, as a mail program does (RFC 8058).
  const leaver = people[1] ?? '';
  const mail = await PostalMime.parse(relay.taken.find(({ to }) => to.includes(leaver))?.source ?? '');
  const header = mail.headers.find(({ key }) => key === 'list-unsubscribe')?.value ?? '';
  const path = /<https?:\/\/[^/]+(\/u\/[^>]+)>/u.exec(header)?.[1] ?? '';
  const store = await openStore({
    url: env.VESNIK_DATABASE_URL ?? '',
    masterKey: Buffer.from(env.VESNIK_KEY ?? '', 'base64'),
  });
  const doors = createServer({
    ...{ store, distFolder: join(root, 'dist'), publicUrl: 'http://127.0.0.1:1', languages: ['be', 'ru'] },
    lists: [
      { id: 'be', interface: 'be', take: ['be'], among: ['be'] },
      { id: 'ru', interface: 'ru', take: ['ru'], among: ['ru'] },
    ],
  });
  expect((await doors.request(path)).status).toBe(200);
  expect((await vesnik(['subscribers', 'find', leaver, '--json'])).out).toContain('"state": "active"');
  const body = new URLSearchParams({ 'List-Unsubscribe': 'One-Click' });
  expect((await doors.request(path, { method: 'POST', body })).status).toBe(200);
  await store.close();

  // The issue of the week before is written and mailed too.
  const earlier = new Date(Date.parse(issue) - 7 * day).toISOString().slice(0, 10);
  const end = new Date(Date.parse(issue) - day).toISOString().slice(0, 10);
  const folder = join(root, 'content/issues', earlier);
  await mkdir(folder);
  for (const language of ['be', 'ru']) {
    const name = `first.${language}.mdx`;
    await cp(join(root, 'content/issues', issue, name), join(folder, name));
    const text = await readFile(join(folder, name), 'utf8');
    await writeFile(join(folder, name), text.replace(/^period: .*$/mu, `period: ${earlier}/${end}`));
  }
  const count = relay.taken.length;
  const { code, out } = await vesnik(['send', earlier, '--yes', '--skip', 'web']);
  expect(code).toBe(0);
  expect(out).toContain('4 recipients');
  expect(out).toContain('Not mailed: 1 unsubscribed.');
  const second = relay.taken.slice(count).flatMap(({ to }) => to);
  expect(second.sort()).toEqual(people.filter(address => address !== leaver).sort());
});
