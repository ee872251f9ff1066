import { createHash } from 'node:crypto';
import type { Library } from '#content/model.ts';
import type { Shelf } from './shelf.ts';
import { theShelf } from './shelf.ts';

interface View {
  readonly chrome?: object;
}

interface Route {
  readonly props: { readonly view: View };
}

/**
 * What a page answers when it is asked for its routes: each with the key of what the page shows, which is the view, and whatever the
 * shelf holds under a name that stands in the view. While the key and the code stay the same, a build takes the page of the build
 * before. So a page may show nothing that is not in its view or on the shelf under a name that is. Whoever asks again gets the
 * same routes, lest a view be made for its key and once more for its page.
 */
export function keyed<Keyed extends Route>(routesOf: (library: Library) => readonly Keyed[]) {
  let last: { readonly library: Library; readonly routes: (Keyed & { readonly cacheKey: string })[] } | undefined;
  return async () => {
    const { library, digests } = await theShelf();
    if (last?.library !== library) {
      const routes = routesOf(library).map(route => ({
        ...route,
        get cacheKey() {
          return keyOf(route.props.view, digests);
        },
      }));
      last = { library, routes };
    }
    return last.routes;
  };
}

const chromeKeys = new WeakMap<object, string>();

/** Hex SHA-256 of a view as JSON and of all that it names. */
function keyOf({ chrome, ...view }: View, digests: Shelf['digests']): string {
  const hash = createHash('sha256');
  // The same object stands in all views of a language.
  if (chrome !== undefined) hash.update(chromeKey(chrome, digests));
  return hash.update(named(view, digests).join('') + JSON.stringify(view)).digest('hex');
}

function chromeKey(chrome: object, digests: Shelf['digests']): string {
  const key = chromeKeys.get(chrome) ?? keyOf({ ...chrome }, digests);
  chromeKeys.set(chrome, key);
  return key;
}

/** Digests of what a value names, in their order. A replacer of JSON.stringify took three times as long. */
function named(value: unknown, digests: Shelf['digests'], found: string[] = []): string[] {
  if (typeof value === 'string') {
    const digest = digests.get(value);
    if (digest !== undefined) found.push(digest);
  } else if (typeof value === 'object' && value !== null) {
    for (const each of Object.values(value)) named(each, digests, found);
  }
  return found;
}
