/** Where a piece's own words stand on its page. */
const own = '.head h1, .head .lead, .withdrawn > p + p, .cover figcaption, .points li, .prose, .corrections dd';
/** What stands among them and is the site's: topic and trend of a story, labels, players, forms, marks of footnotes. */
const added =
  'form, .subscribe, .story-kicker, .read-more-label, .audio p, .footnotes > h2, sup:has(> [data-footnote-ref]), [data-footnote-backref]';
const paragraphs = 'p, li, h1, h2, h3, h4, td, th, dd, dt, figcaption, summary';

/**
 * A piece's own words as its page has them, paragraph by paragraph, and nothing of the byline and of whatever else the site says
 * around them. The page is read, never shown: nothing in it is fetched or run.
 */
export function paragraphsOf(html: string): string[] {
  const page = new DOMParser().parseFromString(html, 'text/html');
  for (const element of page.querySelectorAll(added)) element.remove();
  return [...page.querySelectorAll(`article :is(${paragraphs}):is(:is(${own}), :is(${own}) *)`)]
    .filter(element => element.querySelector(paragraphs) === null)
    .map(element => (element.textContent ?? '').replace(/\s+/g, ' ').trim())
    .filter(text => text !== '');
}
