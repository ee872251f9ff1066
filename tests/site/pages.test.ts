import { beforeAll, expect, test } from 'vitest';
import { shells } from '#server/shells.ts';
import { values } from './built-site.ts';
import { type SampleSite, sampleSite } from './sample-site.ts';

let site: SampleSite;
beforeAll(async () => {
  site = await sampleSite();
});

const isFragment = (address: string) => address.startsWith('#');

test('every link and address inside the site leads to a file, and every fragment to an element', () => {
  const { url, links } = site.library.newsletter;
  const known = new Set(site.files.map(file => `/${file}`));
  const broken: string[] = [];
  for (const page of site.pages) {
    const addresses = [
      ...values(page, '[href]', 'href'),
      ...values(page, '[src]', 'src'),
      ...values(page, '[srcset]', 'srcset').flatMap(set => set.split(',').map(each => each.trim().split(' ')[0] ?? '')),
    ];
    for (const address of addresses) {
      const target = new URL(address, `${url}${page.path}`);
      // Holes are filled by the server; the page for support is the publisher's, outside the archive.
      if (target.origin !== new URL(url).origin || address.includes('[[') || address === links.support?.href) continue;
      const file = target.pathname.endsWith('/') ? `${target.pathname}index.html` : target.pathname;
      if (!known.has(decodeURI(file))) broken.push(`${page.path} → ${address}`);
      if (target.hash !== '' && (isFragment(address) || target.pathname === page.path)) {
        const id = decodeURIComponent(target.hash.slice(1));
        if (!values(page, '[id]', 'id').includes(id)) broken.push(`${page.path} → ${address}`);
      }
    }
  }
  expect(broken).toEqual([]);
});

test('no page holds a script, an event handler or a foreign address but in links', () => {
  const { url } = site.library.newsletter;
  expect(site.files.filter(file => /\.m?js$/.test(file))).toEqual([]);
  for (const page of site.pages) {
    expect(page.dom.querySelectorAll('script'), page.path).toEqual([]);
    expect(page.html, page.path).not.toMatch(/\son[a-z]+=/i);
    const links = new Set(values(page, 'a', 'href'));
    const foreign = [...page.html.matchAll(/https?:\/\/[^"'\s<)]+/g)]
      .map(([address]) => address.replaceAll('&amp;', '&'))
      .filter(address => !address.startsWith(url) && !links.has(address));
    expect(foreign, page.path).toEqual([]);
  }
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

test('a page names its address, the same page in other languages, and those name it back', () => {
  const { url, languages } = site.library.newsletter;
  const isListed = (page: SampleSite['pages'][number]) => values(page, 'meta[name="robots"]', 'content').length === 0;
  const alternatesOf = (page: SampleSite['pages'][number]) =>
    page.dom
      .querySelectorAll('link[hreflang]')
      .map(link => [link.getAttributeValue('hreflang'), link.getAttributeValue('href')] as const);
  for (const page of site.pages.filter(isListed)) {
    expect(values(page, 'link[rel="canonical"]', 'href'), page.path).toEqual([url + page.path]);
    if (page.path === '/') continue;
    const alternates = alternatesOf(page);
    const own = alternates.filter(([language]) => language !== 'x-default');
    expect(own.map(([, href]) => href)).toContain(url + page.path);
    const first = languages.find(language => own.some(([each]) => each === language));
    expect(alternates.find(([language]) => language === 'x-default')?.[1], page.path).toBe(
      own.find(([language]) => language === first)?.[1],
    );
    for (const [, href = ''] of own) {
      const other = site.page((href ?? '').slice(url.length));
      expect(alternatesOf(other), `${page.path} and ${other.path}`).toEqual(alternates);
    }
  }
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
      const choices = name === 'preferences' ? lists.map(({ id }) => `checked-${id}`) : [];
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
