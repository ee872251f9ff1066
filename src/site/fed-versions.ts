import type { Commentary, Library, Version } from '#content/model.ts';
import type { Language } from '#i18n/languages.ts';

/** How many commentaries a feed holds. */
const most = 30;

/** A version as a feed holds it. */
export interface Fed {
  readonly commentary: Commentary;
  readonly version: Version;
}

// Feeds are many; the archive is read once for all of them.
const known = new WeakMap<Library, ReadonlyMap<string, readonly Fed[]>>();

/**
 * What a feed holds: the newest commentaries of a language, or of a topic in it (a story counts), newest issue first, each issue in its order. A
 * withdrawn one stays, so that its readers learn of it.
 */
export function fedVersions(library: Library, language: Language, topic = ''): readonly Fed[] {
  const lists = known.get(library) ?? newestOf(library);
  known.set(library, lists);
  return lists.get(`${language}/${topic}`) ?? [];
}

function newestOf({ issues }: Library): ReadonlyMap<string, readonly Fed[]> {
  const lists = new Map<string, Fed[]>();
  for (const { commentaries } of issues.toReversed())
    for (const commentary of commentaries)
      for (const version of Object.values(commentary.versions))
        for (const topic of new Set(['', commentary.topic, ...version.stories.flatMap(story => story.topic ?? [])])) {
          const key = `${version.language}/${topic}`;
          const list = lists.get(key) ?? [];
          lists.set(key, list);
          if (list.length < most) list.push({ commentary, version });
        }
  return lists;
}
