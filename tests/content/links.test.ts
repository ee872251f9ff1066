import fc from 'fast-check';
import { expect, test } from 'vitest';
import { linkFault } from '#content/links.ts';

test.each([
  'https://example.org',
  'http://example.org/a/b?c=d&e=%20f#g',
  'https://прыклад.example/старонка',
  'mailto:editors@example.org',
  '/be/2024-04-15/economy/',
  '/en/about/#s-who-we-are',
  '/',
  '#s-section',
])('%s is a link', url => {
  expect(linkFault(url)).toBeUndefined();
});

test.each([
  ['javascript:alert(1)', 'link-scheme'],
  ['JAVASCRIPT:alert(1)', 'link-scheme'],
  ['java\tscript:alert(1)', 'link'],
  ['\u0001javascript:alert(1)', 'link'],
  [' javascript:alert(1)', 'link'],
  ['data:text/html,x', 'link-scheme'],
  ['vbscript:x', 'link-scheme'],
  ['blob:https://example.org/x', 'link-scheme'],
  ['ftp://example.org/', 'link-scheme'],
  ['//example.org/', 'relative-link'],
  ['../about/', 'relative-link'],
  ['about', 'relative-link'],
  ['?a=b', 'relative-link'],
  ['', 'relative-link'],
  ['/be/../../x', 'link'],
  ['/\\example.org', 'link'],
  ['https:///example.org', 'link-scheme'],
  ['https://user:pass@example.org/', 'link'],
  ['https://localhost/', 'link'],
  ['https://exa\u202emple.org/', 'link'],
  ['mailto:a@example.org?bcc=b@example.org', 'link-scheme'],
  [`https://example.org/${'a'.repeat(2000)}`, 'link'],
])('%s is refused', (url, rule) => {
  expect(linkFault(url)?.rule).toBe(rule);
});

test('whatever passes begins with a scheme that is harmless, a slash of our own or a hash', () => {
  const pieces = fc.constantFrom(
    'java',
    'script',
    ':',
    '/',
    '//',
    '\\',
    '\t',
    '\n',
    ' ',
    'https',
    'http',
    '@',
    'a',
    '.',
    '#',
    '?',
    '\0',
    'data',
    '&#9;',
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 10 }), parts => {
      const url = parts.join('');
      if (linkFault(url) !== undefined) return;
      const resolved = new URL(url, 'https://ours.example.org/be/');
      expect(['https:', 'http:', 'mailto:']).toContain(resolved.protocol);
      if (!/^https?:/i.test(url) && resolved.protocol !== 'mailto:') expect(resolved.host).toBe('ours.example.org');
    }),
    { numRuns: 2000 },
  );
});
