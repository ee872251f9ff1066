import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mailAddresses } from '#preflight/mail-links.ts';
import { lookAtOthers, lookAtWeb } from '#preflight/web-look.ts';

describe('the look at the published pages', () => {
  let server: Server;
  let base: string;
  const asked: string[] = [];

  beforeAll(async () => {
    server = createServer((request, response) => {
      asked.push(`${request.method} ${request.url}`);
      if (request.url === '/silent/') return;
      const status = request.url === '/gone/' ? 404 : request.url === '/moved/' ? 301 : 200;
      response.writeHead(status, status === 301 ? { location: '/' } : {}).end('x'.repeat(100_000));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    base = `http://127.0.0.1:${address !== null && typeof address === 'object' ? address.port : 0}`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  const look = (addresses: readonly string[], timeoutMs = 5000) =>
    lookAtWeb({ addresses, base, file: 'content/issues/2024-04-15', fetch, timeoutMs });

  test('is content with 200, asks each address once and not its fragment', async () => {
    asked.length = 0;
    expect(await look([`${base}/be/`, `${base}/be/#audio`, `${base}/m/picture.jpg`, base])).toEqual([]);
    expect(asked.sort()).toEqual(['GET /', 'GET /be/', 'GET /m/picture.jpg']);
  });

  test('never touches the doors, nor anybody else’s host', async () => {
    asked.length = 0;
    const others = ['http://127.0.0.1:1/', `${base}1/`, 'https://example.org/'];
    expect(await look([`${base}/u/TOKEN`, `${base}/p/TOKEN?list=be`, `${base}/c/TOKEN`, ...others])).toEqual([]);
    expect(asked).toEqual([]);
  });

  test.each([
    ['/gone/', 'answers 404'],
    ['/moved/', 'answers 301'],
  ])('stops at %s', async (path, words) => {
    const [finding, ...more] = await look([base + path, `${base}/fine/`]);
    expect(more).toEqual([]);
    expect(finding).toMatchObject({ severity: 'error', rule: 'page-missing', file: 'content/issues/2024-04-15' });
    expect(finding?.message).toContain(`${base}${path}`);
    expect(finding?.message).toContain(words);
  });

  test('stops at a page that does not answer in time', async () => {
    const [finding] = await look([`${base}/silent/`], 50);
    expect(finding?.message).toContain('does not answer');
  });

  test('of other addresses warns where they lead nowhere, and leaves alone the site, the doors and who lets nobody look', async () => {
    asked.length = 0;
    const own = 'http://127.0.0.1:1';
    const doorsUrl = `${base}/doors`;
    const addresses = [`${own}/be/`, `${doorsUrl}/u/TOKEN`, `${base}/gone/`, `${base}/moved/`, `${base}/fine/#part`];
    const findings = await lookAtOthers({
      addresses,
      base: own,
      doorsUrl,
      file: 'content/letters/2024-05-01-x',
      fetch,
    });
    expect(findings).toMatchObject([{ rule: 'link-silent', severity: 'warning' }]);
    expect(findings[0]?.message).toBe(`The letter leads to ${base}/gone/, and from here it answers 404.`);
    expect(asked.sort()).toEqual(['GET /fine/', 'GET /gone/', 'GET /moved/']);
  });

  test('names ten pages of a site that is not there, and counts the rest', async () => {
    const addresses = Array.from({ length: 25 }, (_, page) => `http://127.0.0.1:1/${page}/`);
    const findings = await lookAtWeb({ addresses, base: 'http://127.0.0.1:1', file: 'x', fetch });
    expect(findings).toHaveLength(11);
    expect(findings[0]?.message).toContain('cannot be reached');
    expect(findings.at(-1)?.message).toContain('15 other addresses');
  });
});

test('addresses of a mail are those it links to and shows, unescaped, each once', () => {
  const html =
    '<a href="https://example.org/?a=1&amp;b=2">x</a><a href="https://example.org/?a=1&amp;b=2">y</a><img src="http://example.org/p.jpg"><img src="cid:x"><a href="mailto:a@example.org">z</a>';
  expect(mailAddresses(html)).toEqual(['https://example.org/?a=1&b=2', 'http://example.org/p.jpg']);
});
