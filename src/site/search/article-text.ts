const paragraphs = 'p, li, h1, h2, h3, h4, td, th, dd, dt, figcaption, summary';
/** What stands in an article and is none of its text. */
const beside = 'form, nav, .kicker, .foot';

/** What a page's article says, paragraph by paragraph. The page is read, never shown: nothing in it is fetched or run. */
export function paragraphsOf(html: string): string[] {
  const page = new DOMParser().parseFromString(html, 'text/html');
  return [...page.querySelectorAll(`article :is(${paragraphs})`)]
    .filter(element => element.closest(beside) === null && element.querySelector(paragraphs) === null)
    .map(element => (element.textContent ?? '').replace(/\s+/g, ' ').trim());
}
