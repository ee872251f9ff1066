import type { Language } from '#i18n/languages.ts';
import { paragraphsOf } from './article-text.ts';
import { markedParts, type Part, passageOf, termsIn } from './passage.ts';
import type { Found } from './search-engine.ts';

interface Setting {
  /** Address of the site's root, with a slash at the end. */
  readonly root: string;
  /** The page's. */
  readonly language: Language;
  readonly readText: (url: string) => Promise<string>;
}

/**
 * Makes list items of what was found, after the page's templates, so that words and signs are those of all other pages. A piece
 * shows its lead. Where title and lead lack a word, its page is fetched for the passage once it comes into view: a reader is likely
 * to open it next anyway, and the texts of all pieces would be twice as much as their index.
 */
export function resultDrawer({
  root,
  language,
  readText,
}: Setting): (found: Found, signal: AbortSignal) => HTMLElement {
  return (found, signal) => {
    const { piece, terms } = found;
    const result = document.createElement('li');
    result.append(copyOf('[data-search-item]'));
    const part = (name: string) => result.querySelector<HTMLElement>(`[data-part="${name}"]`);
    const url = new URL(piece.path, root).href;
    const [link, passage] = [part('link'), part('passage')];
    link?.setAttribute('href', url);
    link?.replaceChildren(...nodesOf(markedParts(piece.title, terms, found.language)));
    passage?.replaceChildren(...nodesOf(markedParts(piece.summary, terms, found.language)));
    const [{ topic = '', trend } = {}] = piece.filed;
    part('topic')?.replaceChildren(document.querySelector(`option[value="${CSS.escape(topic)}"]`)?.textContent ?? '');
    part('period')?.replaceChildren(piece.period[language] ?? '');
    if (trend !== undefined) part('trend')?.replaceChildren(copyOf(`[data-search-trend="${trend}"]`));
    if (found.language !== language) {
      for (const own of [link, passage]) own?.setAttribute('lang', found.language);
      part('language')?.replaceChildren(copyOf(`[data-search-language="${found.language}"]`));
    }
    const shown = termsIn(`${piece.title}\n${piece.summary}`, terms, found.language);
    if (passage !== null && shown.size < terms.size)
      whenSeen(result, signal, async () => {
        const parts = passageOf(paragraphsOf(await readText(url)), terms, found.language);
        if (parts !== undefined && !signal.aborted) passage.replaceChildren(...nodesOf(parts));
      });
    return result;
  };
}

/** A piece whose page cannot be fetched keeps its lead. */
function whenSeen(element: HTMLElement, signal: AbortSignal, work: () => Promise<void>): void {
  const observer = new IntersectionObserver(
    entries => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      observer.disconnect();
      work().catch(() => undefined);
    },
    { rootMargin: '200px' },
  );
  observer.observe(element);
  signal.addEventListener('abort', () => observer.disconnect());
}

function copyOf(selector: string): Node {
  const template = document.querySelector(selector);
  if (!(template instanceof HTMLTemplateElement)) throw new TypeError(`the search page has no template ${selector}`);
  return document.importNode(template.content, true);
}

/** Text as text, whatever it says: nothing is read as HTML. */
function nodesOf(parts: readonly Part[]): Node[] {
  return parts.map(({ text, isFound }) => {
    if (!isFound) return document.createTextNode(text);
    const mark = document.createElement('mark');
    mark.textContent = text;
    return mark;
  });
}
