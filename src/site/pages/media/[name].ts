import { readFile } from 'node:fs/promises';
import type { APIRoute, GetStaticPaths } from 'astro';
import { theShelf } from '../../shelf.ts';
import { withoutTags } from '../../sound-tags.ts';

export const getStaticPaths = (async () =>
  Array.from((await theShelf()).sounds, ([name, file]) => ({
    params: { name },
    props: { file },
    cacheKey: name,
  }))) satisfies GetStaticPaths;

/** A sound without what its makers wrote into it. */
export const GET: APIRoute<{ file: string }> = async ({ props }) =>
  new Response(new Uint8Array(withoutTags(await readFile(props.file))));
