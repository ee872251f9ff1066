import { getCollection } from 'astro:content';
import type { APIRoute } from 'astro';
import type { Manifest } from '../../search/slice.ts';

/** Which parts the search index has, the newest first. */
export const GET: APIRoute = async () => {
  const slices = (await getCollection('searchSlices'))
    .map(({ id, data: { language, year } }) => ({ language, year, path: id }))
    .sort((a, b) => Number(b.year) - Number(a.year) || a.path.localeCompare(b.path));
  return Response.json({ slices } satisfies Manifest);
};
