import { getCollection, getEntry } from 'astro:content';
import { readFile } from 'node:fs/promises';
import type { APIRoute, GetStaticPaths } from 'astro';

export const getStaticPaths = (async () =>
  (await getCollection('searchSlices')).map(({ id }) => ({ params: { slice: id } }))) satisfies GetStaticPaths;

/** The commentaries of one year in one language with their index. */
export const GET: APIRoute = async ({ params }) => {
  const entry = await getEntry('searchSlices', params.slice ?? '');
  if (entry === undefined) return new Response(null, { status: 404 });
  return new Response(await readFile(entry.data.path), { headers: { 'content-type': 'application/json' } });
};
