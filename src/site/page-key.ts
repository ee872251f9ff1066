import { createHash } from 'node:crypto';
import type { Shelf } from './shelf.ts';
import { theShelf } from './shelf.ts';

interface Route {
  readonly props: { readonly view: object };
}

/**
 * Routes with the key of what their pages show: the view, and whatever the shelf holds under a name that stands in the view. While
 * the key and the code stay the same, a build takes the page of the build before. So a page may show nothing that is not in its
 * view or on the shelf under a name that is.
 */
export async function keyed<Keyed extends Route>(routes: readonly Keyed[]) {
  const { digests } = await theShelf();
  return routes.map(route => ({
    ...route,
    get cacheKey() {
      return keyOf(route.props.view, digests);
    },
  }));
}

const chromeKeys = new WeakMap<object, string>();

/** Hex SHA-256 of a view as JSON and of all that it names. */
function keyOf(view: object, digests: Shelf['digests']): string {
  const hash = createHash('sha256');
  const text = JSON.stringify(view, (name, value: unknown) => {
    if (typeof value === 'string') {
      const digest = digests.get(value);
      if (digest !== undefined) hash.update(digest);
    }
    // The same object stands in all views of a language.
    return name === 'chrome' && typeof value === 'object' && value !== null ? chromeKey(value, digests) : value;
  });
  return hash.update(text).digest('hex');
}

function chromeKey(chrome: object, digests: Shelf['digests']): string {
  const key = chromeKeys.get(chrome) ?? keyOf({ ...chrome }, digests);
  chromeKeys.set(chrome, key);
  return key;
}
