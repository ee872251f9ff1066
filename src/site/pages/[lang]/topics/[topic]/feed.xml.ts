import type { APIContext, InferGetStaticPropsType } from 'astro';
import { fedVersions } from '../../../../fed-versions.ts';
import { topicChannel } from '../../../../feed-channel.ts';
import { feedItem } from '../../../../feed-item.ts';
import { theLibrary } from '../../../../library.ts';
import { topicFeedRoutes } from '../../../../routes.ts';
import { rssFeed } from '../../../../rss.ts';

export const getStaticPaths = async () => topicFeedRoutes(await theLibrary());

/** The newest commentaries on a topic in a language. */
export async function GET({ props }: APIContext<InferGetStaticPropsType<typeof getStaticPaths>>): Promise<Response> {
  const { language, topic } = props;
  const library = await theLibrary();
  const versions = fedVersions(library, language, topic.id);
  const items = await Promise.all(versions.map(each => feedItem(library, each)));
  return new Response(rssFeed(topicChannel(library, topic, language), items));
}
