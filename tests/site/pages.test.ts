import { beforeAll, expect, test } from 'vitest';
import { shells } from '#server/shells.ts';
import { values } from './built-site.ts';
import { checkDist } from './dist-check.ts';
import { type SampleSite, sampleSite } from './sample-site.ts';

let site: SampleSite;
beforeAll(async () => {
  site = await sampleSite();
});

test('a look at every file of the site finds no fault', async () => {
  const { newsletter } = site.library;
  const hidden = ['night-desk', 'Night Desk', 'Начная змена', 'Ночная смена'];
  expect(await checkDist({ dist: site.dist, ...newsletter, hidden })).toEqual([]);
});

test('style sheets ask for nothing but files of the site', async () => {
  const sheets = site.files.filter(file => file.endsWith('.css'));
  expect(sheets.length).toBeGreaterThan(0);
  for (const sheet of sheets) {
    const css = await site.text(sheet);
    expect(css, sheet).not.toMatch(/@import/);
    for (const [, address = ''] of css.matchAll(/url\(["']?([^"')]+)/g)) {
      expect(address, sheet).toMatch(/^\/_astro\//);
      expect(site.files).toContain(address.slice(1));
    }
  }
});

test('every page has one main heading, a language, a direction and a way past its frame', () => {
  for (const page of site.pages) {
    expect(page.dom.querySelectorAll('h1'), page.path).toHaveLength(1);
    const [language = ''] = values(page, 'html', 'lang');
    expect(values(page, 'html', 'dir'), page.path).toEqual(['ltr']);
    const [, first = ''] = page.path.replace('/_service', '').split('/');
    if (site.library.newsletter.languages.some(each => each === first)) {
      expect(language, page.path).toBe(first);
      if (values(page, 'meta[http-equiv]', 'content').length === 0)
        expect(values(page, 'a.skip', 'href'), page.path).toEqual(['#text', '#end']);
    }
  }
});

test('the notice stands on every page that a reader stays on, in every language where none is chosen yet', () => {
  const { languages, notice } = site.library.newsletter;
  for (const page of site.pages.filter(each => values(each, 'meta[http-equiv]', 'content').length === 0)) {
    const [, first = ''] = page.path.replace('/_service', '').split('/');
    const wanted = languages.some(each => each === first) ? [first] : languages;
    expect(values(page, 'aside.notice > p', 'lang'), page.path).toEqual(wanted);
  }
  expect(site.page('/').dom.querySelector('aside.notice')?.textContent).toContain(notice?.text.be);
});

test('the choice of a language can be shared with its name and a picture', () => {
  const home = site.page('/');
  expect(values(home, 'meta[property="og:title"]', 'content')).toHaveLength(1);
  const [picture = ''] = values(home, 'meta[property="og:image"]', 'content');
  expect(site.files).toContain(picture.slice(`${site.library.newsletter.url}/`.length));
});

test('a commentary has a page in its own languages alone, and the switch leads to the issue in the others', () => {
  for (const { id, commentaries } of site.library.issues)
    for (const { slug, versions } of commentaries)
      for (const language of site.library.newsletter.languages) {
        const path = `/${language}/${id}/${slug}/`;
        expect(
          site.pages.some(page => page.path === path),
          path,
        ).toBe(versions[language] !== undefined);
      }
  const justice = site.page('/be/2024-04-15/justice/');
  const choices = values(justice, 'header nav [hreflang]', 'href');
  expect(choices).toEqual(['/en/2024-04-15/', '/ru/2024-04-15/justice/']);
});

test('each page of the doors has every hole that the server fills, in each language', () => {
  const { languages, lists } = site.library.newsletter;
  for (const [name, { text, flags }] of Object.entries(shells))
    for (const language of languages) {
      const page = site.page(`/_service/${language}/${name}.html`);
      const holes = new Set([...page.html.matchAll(/\[\[([a-z-]+)\]\]/g)].map(([, hole]) => hole));
      const choices = ['preferences', 'subscribe'].includes(name) ? lists.map(({ id }) => `checked-${id}`) : [];
      expect([...holes].toSorted(), page.path).toEqual([...text, ...flags, ...choices].toSorted());
      expect(values(page, 'meta[name="robots"]', 'content')).toEqual(['noindex']);
      expect(values(page, 'meta[name="referrer"]', 'content')).toEqual(['no-referrer']);
    }
  expect(site.pages.filter(({ path }) => path.startsWith('/_service/'))).toHaveLength(
    Object.keys(shells).length * languages.length,
  );
});

test('an issue shows what is borrowed in its own language, labelled in the reader’s, and names what is missing', () => {
  const borrowed = site.page('/be/2024-10-28/').dom.querySelectorAll('article h2[lang]');
  expect(borrowed.map(heading => heading.getAttributeValue('lang'))).toEqual(['ru']);
  expect(site.page('/be/2024-10-28/').html).toContain('Арыгінал па-руску');
  expect(values(site.page('/be/2024-10-28/'), 'a[hreflang="ru"].headline', 'href')).toEqual([
    '/ru/2024-10-28/human-rights/',
  ]);
  const { html } = site.page('/en/2024-04-15/');
  expect(html).toContain('Also this week, not in English:');
  expect(html).toContain('/be/2024-04-15/justice/');
});

test('what stands under “Read also” may be of another topic, and says of which', () => {
  const cards = site.pages.flatMap(page => page.dom.querySelectorAll('.related article'));
  expect(cards.length).toBeGreaterThan(20);
  for (const card of cards) expect(card.querySelectorAll('.kicker > a.topic')).toHaveLength(1);
});
