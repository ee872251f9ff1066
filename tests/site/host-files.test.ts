import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openLibrary } from '#content/library.ts';
import { fileHeaders, siteHeaders } from '#render/site-headers.ts';
import { siteHeaders as served } from '#server/headers.ts';
import { hostFiles } from '#site/host-files.ts';
import { clone } from './built-site.ts';

const now = new Date('2026-01-01T00:00:00Z');
const { library } = await openLibrary({ root: clone, now, drafts: false });
if (library === undefined) throw new TypeError('the sample has no library');
const { newsletter } = library;
const files = hostFiles(newsletter);
const apart = hostFiles({ ...newsletter, doors: 'https://doors.example.net/below' });
const wanted = Object.entries(siteHeaders({ site: newsletter.url, doors: newsletter.url }));

/** The pairs that a pattern finds, by name. */
const pairs = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, name, value]) => [name, value]);

test('the server and what is written for other servers say the same', () => {
  expect(Object.entries(served(newsletter.url))).toEqual(wanted);
  expect(pairs(files._headers?.split('\n/')[0] ?? '', /^ {2}([\w-]+): (.*)$/gm)).toEqual(wanted);
  const nginx = pairs(files['_service/nginx.conf'] ?? '', /^add_header ([\w-]+) "(.*)" always;$/gm);
  expect(nginx.filter(([, value]) => value?.startsWith('$') === false)).toEqual(wanted);
  const [, block = ''] =
    /\(vesnik_headers\) \{\n {2}header \{\n([^}]*)\}/.exec(files['_service/Caddyfile'] ?? '') ?? [];
  expect(pairs(block, /^ {4}([\w-]+) "(.*)"$/gm)).toEqual(wanted);
});

test('the policy has no way in for inline code, dress or foreign files, and names the doors', () => {
  const policy = siteHeaders({ site: newsletter.url, doors: 'https://doors.example.net/below' })[
    'Content-Security-Policy'
  ];
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("form-action 'self' https://doors.example.net");
  expect(policy).not.toMatch(/unsafe|data:|blob:|\*|http:/);
  for (const text of Object.values(apart).filter(each => each.includes('Content-Security-Policy')))
    expect(text).toContain("form-action 'self' https://doors.example.net");
});

describe('what may be kept for ever', () => {
  test.each(['_astro', 'm', 'media', 'share'])('is said of /%s/ everywhere', folder => {
    const kept = fileHeaders(`/${folder}/name.bin`)['Cache-Control'];
    expect(kept).toContain('immutable');
    expect(files._headers).toContain(`/${folder}/*\n  Cache-Control: ${kept}`);
    expect(files['_service/nginx.conf']).toMatch(new RegExp(`if \\(\\$uri ~ \\^/\\(.*\\b${folder}\\b.*\\)/\\.\\)`));
    expect(files['_service/nginx.conf']).toContain(`"${kept}"`);
    expect(files['_service/Caddyfile']).toMatch(new RegExp(`@kept path .*/${folder}/\\*`));
    expect(files['_service/Caddyfile']).toContain(`header @kept Cache-Control "${kept}"`);
  });

  test('is said of nothing else', () => {
    for (const path of ['/', '/be/', '/be/feed.xml', '/m', '/m/', '/robots.txt', '/be/m/x'])
      expect(fileHeaders(path), path).toEqual({ 'Cache-Control': 'no-cache' });
  });
});

test('a missing address is answered in its language everywhere', () => {
  for (const language of newsletter.languages) {
    expect(files._redirects).toContain(`/${language}/* /${language}/404.html 404\n`);
    expect(files['_service/Caddyfile']).toContain(`rewrite @${language} /${language}/404.html`);
  }
  expect(files['_service/nginx.conf']).toContain('^/(en|be|ru)/) { set $vesnik_missing /$1/404.html; }');
});

test('a proxy keeps no personal path of a request that failed, which Caddy writes down though its access log is off', async () => {
  const calm = /\{\s*log default \{\s*exclude http\.log\.error\s*\}\s*\}/;
  const deployment = await readFile(join(clone, 'docs/deployment.md'), 'utf8');
  const [, snippet = ''] = /^Caddy[^`]*```\n([^`]*)```/m.exec(deployment) ?? [];
  expect(snippet.trimStart().search(calm)).toBe(0);
  // A Caddyfile has one block of global options, at its very top: a file that is imported can only show it.
  expect(files['_service/Caddyfile']?.replaceAll(/^# ?/gm, '')).toMatch(calm);
  expect(deployment).toMatch(/error_log \S+ crit;/);
});
