import type { Library } from '#content/model.ts';
import { commentaryPath, issuePath, pagePath } from './addresses.ts';
import type { Body } from './body.ts';
import { commentaryText, letterText, pageText } from './text-name.ts';

/** Every text of the library that a page shows: commentaries, letters, pages that stand by themselves. */
export function textsOf({ issues, pages }: Library): ReadonlyMap<string, Body> {
  const texts = new Map<string, Body>();
  for (const { id, words, commentaries } of issues) {
    for (const { language, letter } of Object.values(words))
      texts.set(letterText(id, language), { language, body: letter, path: issuePath(language, id), topLevel: 3 });
    for (const { versions } of commentaries)
      for (const version of Object.values(versions)) {
        const { language, body, commentary } = version;
        const path = commentaryPath(language, commentary);
        texts.set(commentaryText(version), { language, body, path, topLevel: 2 });
      }
  }
  for (const page of pages) {
    const { language, name, body } = page;
    texts.set(pageText(page), { language, body, path: pagePath(language, name), topLevel: 2 });
  }
  return texts;
}
