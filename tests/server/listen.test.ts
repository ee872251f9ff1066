import { connect } from 'node:net';
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

test('whoever asks for a long file and does not read it is cut off', async () => {
  const left = gate();
  const pull = (controller: ReadableStreamDefaultController): void => controller.enqueue(new Uint8Array(65_536));
  const endless = (): Response => new Response(new ReadableStream({ pull, cancel: () => left.open() }));
  const server = await listenForReaders({ fetch: endless }, { port: 0, idleMs: 300 });
  const socket = connect(server.port, '127.0.0.1').on('error', () => {});
  socket.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n');
  await left.opened;
  socket.destroy();
  await server.close();
});
