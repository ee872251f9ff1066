import type { APIRoute } from 'astro';
import type { Manifest } from '../../search/slice.ts';
import { theShelf } from '../../shelf.ts';

/** Which parts the search index has, the newest first. */
export const GET: APIRoute = async () => {
  const slices = (await (await theShelf()).slices())
    .map(({ name, language, year }) => ({ language, year, path: name }))
    .sort((a, b) => Number(b.year) - Number(a.year) || a.path.localeCompare(b.path));
  return Response.json({ slices } satisfies Manifest);
};
