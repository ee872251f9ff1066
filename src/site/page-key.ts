import { getCollection } from 'astro:content';
import { createHash } from 'node:crypto';
import type { Library } from '#content/model.ts';

interface Route {
  readonly props: { readonly view: object };
}

/**
 * Routes with the key of what their pages show: the view, and every entry of the content layer that the view names. While the
 * key and the code stay the same Astro takes the page of the build before. So a page may show nothing that is not in its view
 * or in an entry whose whole id stands there.
 */
export async function keyed<Keyed extends Route>(library: Library, routes: readonly Keyed[]) {
  const digests = digestsOf.get(library) ?? entryDigests();
  digestsOf.set(library, digests);
  const known = await digests;
  return routes.map(route => ({ ...route, cacheKey: keyOf(route.props.view, known) }));
}

/** Digests of entries by their ids; ids of different collections may be the same, then each counts. */
type Digests = ReadonlyMap<string, string>;

const digestsOf = new WeakMap<Library, Promise<Digests>>();
const chromeKeys = new WeakMap<object, string>();

async function entryDigests(): Promise<Digests> {
  const collections = await Promise.all([
    getCollection('commentaries'),
    getCollection('letters'),
    getCollection('pages'),
    getCollection('authors'),
  ]);
  const found = new Map<string, string>();
  for (const { id, data } of collections.flat()) found.set(id, `${found.get(id) ?? ''}${data.digest}`);
  return found;
}

/** Hex SHA-256 of a view as JSON and of the entries that it names. */
function keyOf(view: object, digests: Digests): string {
  const hash = createHash('sha256');
  const text = JSON.stringify(view, (name, value: unknown) => {
    if (typeof value === 'string') hash.update(digests.get(value) ?? '');
    // The same object stands in all views of a language.
    return name === 'chrome' && typeof value === 'object' && value !== null ? chromeKey(value, digests) : value;
  });
  return hash.update(text).digest('hex');
}

function chromeKey(chrome: object, digests: Digests): string {
  const key = chromeKeys.get(chrome) ?? keyOf({ ...chrome }, digests);
  chromeKeys.set(chrome, key);
  return key;
}
