import { getCollection, getEntry } from 'astro:content';
import { readFile } from 'node:fs/promises';
import type { APIRoute, GetStaticPaths } from 'astro';
import { withoutTags } from '../../sound-tags.ts';

export const getStaticPaths = (async () =>
  (await getCollection('sounds')).map(({ id }) => ({ params: { name: id } }))) satisfies GetStaticPaths;

/** A sound without what its makers wrote into it. */
export const GET: APIRoute = async ({ params }) => {
  const entry = await getEntry('sounds', params.name ?? '');
  if (entry === undefined) return new Response(null, { status: 404 });
  return new Response(new Uint8Array(withoutTags(await readFile(entry.data.path))));
};
