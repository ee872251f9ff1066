import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DoorServer, form, oneClick, startDoors } from './door-server.ts';

let doors: DoorServer;
beforeAll(async () => {
  doors = await startDoors();
});
afterAll(() => doors.stop());

/** What the server says to bytes as they are, until it closes. */
async function raw(bytes: string, { url } = doors): Promise<string> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  let answer = '';
  socket.on('data', chunk => {
    answer += chunk;
  });
  socket.on('error', () => {});
  socket.write(bytes);
  await once(socket, 'close');
  return answer;
}

describe('a personal page', () => {
  it('is never cached, indexed, framed or told to anybody, and runs no script', async () => {
    const { u, p } = await doors.join('private@example.org');
    for (const path of [u, p, '/u/forged', '/c/forged', '/subscribe', '/subscribe/thanks/be']) {
      const { headers } = await doors.ask(path);
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('x-robots-tag')).toContain('noindex');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
      expect(headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(headers.get('content-security-policy')).not.toContain('script-src');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('strict-transport-security')).toContain('max-age');
    }
  });

  it('makes no link with the Host header', async () => {
    const { u } = await doors.join('host@example.org');
    const answer = await raw(
      `GET ${u} HTTP/1.1\r\nHost: evil.example\r\nX-Forwarded-Host: evil.example\r\nConnection: close\r\n\r\n`,
    );
    expect(answer).toContain('200 OK');
    expect(answer).not.toContain('evil.example');
    const redirect = await raw('GET //evil.example/%2e%2e HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n');
    expect(redirect).not.toMatch(/location:/i);
  });

  it('takes no method but GET, HEAD and POST, and no override of it', async () => {
    const { u } = await doors.join('methods@example.org');
    for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS']) {
      const answer = await doors.ask(u, { method });
      expect(answer.status).toBe(405);
      expect(answer.headers.get('allow')).toBe('GET, HEAD, POST');
    }
    await doors.ask(u, { headers: { 'x-http-method-override': 'POST', 'x-method-override': 'POST' } });
    expect((await doors.subscriber('methods@example.org'))?.state).toBe('active');
  });
});

describe('a body', () => {
  it('of ten megabytes is refused, announced or not', async () => {
    const { p } = await doors.join('big@example.org', 'en');
    const big = 'x'.repeat(10_000_000);
    const init = form({ do: 'save', list: 'ru', big });
    const announced = await doors.ask(p, init).then(
      answer => answer.status,
      () => 413,
    );
    expect(announced).toBe(413);
    const chunked = new ReadableStream({
      start(controller) {
        controller.enqueue(Buffer.from('do=save&list=ru&big='));
        controller.enqueue(Buffer.from(big));
        controller.close();
      },
    });
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const streamed: RequestInit & { duplex: 'half' } = { method: 'POST', body: chunked, headers, duplex: 'half' };
    expect(
      await doors.ask(p, streamed).then(
        answer => answer.status,
        () => 413,
      ),
    ).toBe(413);
    expect((await doors.subscriber('big@example.org'))?.list).toBe('en');
    expect((await doors.ask(p)).status).toBe(200);
  });

  it('of 10,000 parts is refused', async () => {
    const { p } = await doors.join('parts@example.org', 'en');
    const parts = new FormData();
    for (let part = 0; part < 10_000; part += 1) parts.append('list', 'ru');
    expect(
      await doors.ask(p, { method: 'POST', body: parts }).then(
        answer => answer.status,
        () => 413,
      ),
    ).toBe(413);
    expect((await doors.subscriber('parts@example.org'))?.list).toBe('en');
  });

  it('that comes too slowly ends with 408', async () => {
    const strict = await startDoors({ requestMs: 300 });
    const { p } = await strict.join('slow@example.org', 'en');
    const head = `POST ${p} HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 15\r\n\r\n`;
    expect(await raw(`${head}do=save`, strict)).toMatch(/^HTTP\/1\.1 4(08|00)/);
    expect((await strict.subscriber('slow@example.org'))?.list).toBe('en');
    await strict.stop();
  });
});

describe('the door to join', () => {
  const json = { 'content-type': 'application/json' };
  const status = (answer: Promise<Response>): Promise<number> =>
    answer.then(
      ({ status }) => status,
      () => 413,
    );

  it('refuses a body of ten megabytes and one of 10,000 parts, as a form and as JSON', async () => {
    const big = 'x'.repeat(10_000_000);
    const parts = new FormData();
    for (let part = 0; part < 10_000; part += 1) parts.append('email', 'parts@example.org');
    const ask = (init: RequestInit): Promise<number> => status(doors.ask('/subscribe', { method: 'POST', ...init }));
    expect(await ask(form({ email: 'big@example.org', list: 'be', big }))).toBe(413);
    expect(await ask({ body: JSON.stringify({ email: 'big@example.org', list: 'be', big }), headers: json })).toBe(413);
    expect(await ask({ body: parts })).toBe(413);
    expect(await ask({ body: '{"email":', headers: json })).toBe(400);
    expect(await ask({ body: '{"__proto__":{"email":"a@b.example"},"list":"be"}', headers: json })).toBe(422);
    expect(await doors.outbox()).toEqual([]);
  });

  it('ends with 408 where a body comes too slowly', async () => {
    const strict = await startDoors({ requestMs: 300 });
    const head =
      'POST /subscribe HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 33\r\n\r\n';
    expect(await raw(`${head}email=slow@example.org`, strict)).toMatch(/^HTTP\/1\.1 4(08|00)/);
    expect(await strict.outbox()).toEqual([]);
    await strict.stop();
  });

  it('makes no link and no redirect with the Host header', async () => {
    const body = 'email=host-header@example.org&list=be&language=be';
    const head = `POST /subscribe HTTP/1.1\r\nHost: evil.example\r\nX-Forwarded-Host: evil.example\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n`;
    const answer = await raw(`${head}${body}`);
    expect(answer).toMatch(/^location: \/subscribe\/thanks\/be\r$/im);
    expect(answer).not.toContain('evil.example');
  });
});

describe('the server', () => {
  it('says that it lives, and nothing else', async () => {
    const answer = await doors.ask('/healthz');
    expect([answer.status, await answer.text()]).toEqual([200, 'ok\n']);
  });

  it('answers 503 with a plain page when the database fails, and logs neither token nor path', async () => {
    const broken = await startDoors();
    const { u } = await broken.join('unlucky@example.org');
    await broken.store.db.schema.dropTable('deliveries').execute();
    await broken.store.db.schema.dropTable('outbox').execute();
    await broken.store.db.schema.dropTable('subscribers').execute();
    const answer = await broken.ask(u, oneClick);
    expect(answer.status).toBe(503);
    expect(await answer.text()).toContain('It did not work just now');
    expect(broken.errors).toHaveLength(1);
    expect(broken.errors.join()).not.toContain(u.slice(3, 20));
    await broken.stop();
  });
});
