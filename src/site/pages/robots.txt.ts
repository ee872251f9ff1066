import { theLibrary } from '../library.ts';

export async function GET(): Promise<Response> {
  const { newsletter } = await theLibrary();
  const lines = ['User-agent: *', 'Allow: /', '', `Sitemap: ${newsletter.url}/sitemap-index.xml`, ''];
  return new Response(lines.join('\n'));
}
