import { listMailings, listVariants } from '#store/mailings.ts';
import type { Store } from '#store/open.ts';

/** Paths of the commentaries that approved mails link to, `/be/2024-04-15/economy/`, whatever the site's address was then. */
export async function mailedPages(store: Store): Promise<string[]> {
  const paths = new Set<string>();
  for (const { id } of await listMailings(store)) {
    for (const { text, headers } of await listVariants(store, id)) {
      const [, archive = ''] = headers.find(([name]) => name === 'List-Archive') ?? [];
      const address = archive.replace(/^<|>$/g, '');
      if (!URL.canParse(address)) continue;
      const page = new RegExp(
        `${RegExp.escape(new URL(address).origin)}(/[a-z]{2}/\\d{4}-\\d{2}-\\d{2}[^/\\s]*/[^/\\s]+/)`,
        'g',
      );
      for (const [, path] of text.matchAll(page)) if (path !== undefined) paths.add(path);
    }
  }
  return [...paths];
}
