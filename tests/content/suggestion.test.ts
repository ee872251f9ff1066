import fc from 'fast-check';
import { expect, test } from 'vitest';
import { distance, nearest, nearestPage } from '#content/suggestion.ts';

test('a slip of the finger leads to the name that was meant', () => {
  expect(nearest('Callot', ['Figure', 'Callout', 'Button'])).toBe('Callout');
  expect(nearest('tittle', ['title', 'topic'])).toBe('title');
  expect(nearest('sumamry', ['title', 'summary'])).toBe('summary');
});

test('nothing is suggested for what is like no name', () => {
  expect(nearest('colour', ['title', 'topic', 'trend'])).toBeUndefined();
  expect(nearest('', ['title'])).toBeUndefined();
});

test('the distance is that of the fewest slips, the same both ways, and none only between equals', () => {
  expect(distance('topic', 'topci')).toBe(1);
  expect(distance('', 'abc')).toBe(3);
  fc.assert(
    fc.property(fc.string({ maxLength: 12 }), fc.string({ maxLength: 12 }), (a, b) => {
      expect(distance(a, b)).toBe(distance(b, a));
      expect(distance(a, b) === 0).toBe(a === b);
      expect(distance(a, b)).toBeLessThanOrEqual(Math.max(a.length, b.length));
    }),
  );
});

test('an address leads to the page that differs in one name by a slip, or else in its language', () => {
  const pages = ['/be/', '/be/2024-04-15/economy/', '/en/2024-04-15/economy/', '/be/topics/economy/', '/be/about/'];
  expect(nearestPage('/be/2024-04-15/econmy/', pages)).toBe('/be/2024-04-15/economy/');
  expect(nearestPage('/be/2024-04-16/economy', pages)).toBe('/be/2024-04-15/economy/');
  expect(nearestPage('/ru/2024-04-15/economy/#s-trade', pages)).toBe('/be/2024-04-15/economy/');
  expect(nearestPage('/be/abuot/', pages)).toBe('/be/about/');
  expect(nearestPage('/be/2024-04-15/nothing/', pages)).toBeUndefined();
  expect(nearestPage('/ru/2024-04-16/economy/', pages)).toBeUndefined();
  expect(nearestPage('/a/b/c/d/', pages)).toBeUndefined();
});
