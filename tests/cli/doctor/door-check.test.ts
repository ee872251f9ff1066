import { createServer } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkDoors } from '#cli/doctor/door-check.ts';
import { type DoorServer, startDoors } from '../../server/door-server.ts';

let doors: DoorServer;
beforeAll(async () => {
  doors = await startDoors();
});
afterAll(() => doors.stop());

const look = async (url: string) =>
  (await checkDoors(url, new Date())).map(({ check, state, message }) => `${check} ${state}: ${message}`);

test('doors that answer are in good order, and nobody is unsubscribed by the look', async () => {
  await doors.join('reader@example.org');
  expect(await look(doors.url)).toEqual([
    `doors.reach ok: ${doors.url} answers.`,
    'doors.one-click ok: Leaving with one click is answered by the doors.',
  ]);
  expect((await doors.subscriber('reader@example.org'))?.state).toBe('active');
});

test.each([
  ['redirects everything', 308, /^doors\.reach error: .*answers 308/],
  ['has no doors', 404, /^doors\.reach error: .*answers 404/],
])('a site that %s is an error', async (_, status, verdict) => {
  await withSite(
    () => ({ status, location: 'https://www.example.org/' }),
    async url => {
      expect((await look(url))[0]).toMatch(verdict);
    },
  );
});

test('a one-click request that is redirected or kept back by a proxy is an error', async () => {
  const answers = [
    { status: 301, words: /is redirected/ },
    { status: 405, words: /answered with 405, not by the doors/ },
    { status: 404, words: /answered with 404, not by the doors/ },
  ];
  for (const { status, words } of answers)
    await withSite(
      path => ({ status: path === '/healthz' ? 200 : status }),
      async url => {
        expect((await look(url))[1]).toMatch(words);
      },
    );
});

test('nobody there is an error with its reason', async () => {
  let gone = '';
  await withSite(
    () => ({ status: 200 }),
    async url => {
      gone = url;
    },
  );
  expect((await look(gone))[0]).toMatch(/^doors\.reach error: .*does not answer: .*ECONNREFUSED/);
});

/** A site of one's own on a free port for as long as `work` runs. */
async function withSite(
  answer: (path: string) => { readonly status: number; readonly location?: string },
  work: (url: string) => Promise<void>,
): Promise<void> {
  const server = createServer((request, response) => {
    const { status, location } = answer(request.url ?? '');
    response.writeHead(status, location === undefined ? {} : { location }).end();
  });
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  try {
    await work(`http://127.0.0.1:${address.port}`);
  } finally {
    server.closeAllConnections();
    await new Promise(resolve => server.close(resolve));
  }
}
