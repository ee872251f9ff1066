import type { APIContext, InferGetStaticPropsType } from 'astro';
import { fedVersions } from '../../fed-versions.ts';
import { languageChannel } from '../../feed-channel.ts';
import { feedItem } from '../../feed-item.ts';
import { jsonFeed } from '../../json-feed.ts';
import { theLibrary } from '../../library.ts';
import { languageRoutes } from '../../routes.ts';

export const getStaticPaths = async () => languageRoutes(await theLibrary());

/** The newest commentaries of a language. */
export async function GET({ props }: APIContext<InferGetStaticPropsType<typeof getStaticPaths>>): Promise<Response> {
  const { language } = props;
  const library = await theLibrary();
  const items = await Promise.all(fedVersions(library, language).map(each => feedItem(library, each)));
  return new Response(jsonFeed(languageChannel(library, language), items));
}
