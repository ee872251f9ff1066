import { describe, expect, test } from 'vitest';
import { relativeTo } from '#site/addresses.ts';

describe('a link made relative', () => {
  test.each([
    ['/be/2024-04-15/', '/en/#text', '../../en/#text'],
    ['/be/2024-04-15/', '/be/2024-04-15/economy/', 'economy/'],
    ['/be/2024-04-15/economy/', '/be/2024-04-15/', '../'],
    ['/be/2024-04-15/economy/', '/be/2024-04-15/economy/', './'],
    ['/be/2024-04-15/economy/', '/be/2024-04-15/economy/#points', '#points'],
    ['/be/', '/', '../'],
    ['/', '/be/', 'be/'],
    ['/', '/', './'],
    ['/404.html', '/be/', 'be/'],
    ['/be/404.html', '/be/', './'],
    ['/be/', '/_astro/a.css?x=1', '../_astro/a.css?x=1'],
    ['/_astro/a.css', '/_astro/b.woff2', 'b.woff2'],
    ['/be/', '/be/a:b', './a:b'],
  ])('from %s to %s is %s', (page, target, way) => {
    expect(relativeTo(page, target)).toBe(way);
    for (const root of ['https://mirror.example', 'https://mirror.example/deep/folder', 'file:///media/stick/site'])
      expect(new URL(way, root + page).href).toBe(root + target);
  });
});
