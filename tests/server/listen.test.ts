import { expect, test } from 'vitest';
import { listenForReaders } from '#server/listen.ts';

function gate(): { readonly opened: Promise<void>; open(): void } {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { opened: promise, open: resolve };
}

test('a server that is stopped answers the request that it has, and takes no other', async () => {
  const [asked, mayAnswer] = [gate(), gate()];
  const server = await listenForReaders(
    {
      fetch: async () => {
        asked.open();
        await mayAnswer.opened;
        return new Response('whole');
      },
    },
    { port: 0 },
  );
  const answer = fetch(server.url);
  await asked.opened;
  const closed = server.close();
  await expect(fetch(server.url)).rejects.toThrow();
  mayAnswer.open();
  expect(await (await answer).text()).toBe('whole');
  await closed;
});

test('one that never gets an answer ready is cut off after its grace', async () => {
  const asked = gate();
  const server = await listenForReaders(
    {
      fetch: () => {
        asked.open();
        return new Promise<Response>(() => {});
      },
    },
    { port: 0 },
  );
  const answer = fetch(server.url).catch(() => 'cut off');
  await asked.opened;
  await server.close(50);
  expect(await answer).toBe('cut off');
});
