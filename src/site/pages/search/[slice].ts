import { readFile } from 'node:fs/promises';
import type { APIRoute, GetStaticPaths } from 'astro';
import { theShelf } from '../../shelf.ts';

export const getStaticPaths = (async () =>
  (await (await theShelf()).slices()).map(({ name, path }) => ({
    params: { slice: name },
    props: { path },
    cacheKey: name,
  }))) satisfies GetStaticPaths;

/** The commentaries of one year in one language with their index. */
export const GET: APIRoute<{ path: string }> = async ({ props }) =>
  new Response(await readFile(props.path), { headers: { 'content-type': 'application/json' } });
