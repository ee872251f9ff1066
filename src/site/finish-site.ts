import { join } from 'node:path';
import type { Library } from '#content/model.ts';
import { hostFiles } from './host-files.ts';
import { writeSharePictures } from './share/pictures.ts';
import type { SiteTree } from './site-tree.ts';
import { sitemap } from './sitemap.ts';
import { putPictures, type StaticPicture } from './static-pictures.ts';

interface Site {
  /** The built site, which has its pages. */
  readonly tree: SiteTree;
  /** Where pictures wait for the next build. */
  readonly kept: string;
  /** Its pages among others, with slashes. */
  readonly files: readonly string[];
  /** What its pages show. */
  readonly pictures: Iterable<StaticPicture>;
}

/** Puts into a built site what is no page: pictures, the sitemap, what other servers must be told. */
export async function finishSite(library: Library, { tree, kept, files, pictures }: Site): Promise<void> {
  await putPictures(pictures, { tree, kept: join(kept, 'pictures') });
  await writeSharePictures(library, { tree, kept: join(kept, 'share') });
  for (const [file, text] of Object.entries({ ...hostFiles(library.newsletter), ...sitemap(library, files) }))
    tree.write(file, text);
}
