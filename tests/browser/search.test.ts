import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bodyPassages } from '#content/passages.ts';
import { type Archive, openArchive } from './archive.ts';
import { tabTo } from './reader.ts';

let archive: Archive;
beforeAll(async () => {
  archive = await openArchive();
});
afterAll(() => archive.close());

/** Stricter than what any host must send: no inline style, no inline script, nothing evaluated. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; form-action 'self'";

interface Reader {
  readonly page: Page;
  /** Addresses that were asked for, from the root of the site where they are its own. */
  readonly asked: string[];
  /** Everything that was sent, words of addresses readable. */
  readonly sent: string[];
  /** What the browser complained of. */
  readonly complaints: string[];
}

/** A reader with a strict policy who notes what is fetched. */
async function readerAt(path: string, { javaScriptEnabled = true } = {}): Promise<Reader> {
  const page = await archive.browser.newPage({ javaScriptEnabled });
  const [asked, sent, complaints]: [string[], string[], string[]] = [[], [], []];
  page.on('request', request => {
    // A browser knows the fragment of what it asks for and keeps it for itself.
    const address = request.url().replace(/#.*/, '').replace(archive.address, '');
    asked.push(address);
    sent.push(decodeURIComponent(`${address} ${request.headers().referer ?? ''} ${request.postData() ?? ''}`));
  });
  page.on('console', message => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', error => complaints.push(error.message));
  await page.route('**/*', async route => {
    const response = await route.fetch();
    await route.fulfill({ response, headers: { ...response.headers(), 'content-security-policy': policy } });
  });
  await page.goto(archive.address + path);
  return { page, asked, sent, complaints };
}

/** Closes a page; what it was still fetching is nobody's fault. */
async function leave(page: Page): Promise<void> {
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  await page.close();
}

async function search(page: Page, words: string): Promise<void> {
  await page.getByRole('searchbox').fill(words);
  await page.getByRole('searchbox').press('Enter');
  await settled(page);
}

/** Until the search has said what came of it. */
async function settled(page: Page): Promise<void> {
  await page.locator('[data-search-status]:not(:empty)').filter({ hasNotText: '…' }).waitFor();
}

const addressOf = (page: Page) => decodeURIComponent(page.url().replace(archive.address, ''));
const results = (page: Page) => page.locator('[data-search-results] > li');
const marks = async (page: Page) =>
  (await page.locator('[data-search-results] mark').allTextContents()).map(text => text.toLowerCase());

describe('a word finds its forms', () => {
  test.each([
    { language: 'be', word: 'санкцыя', form: /^санкцы[ійя]/ },
    { language: 'be', word: 'справаздачамі', form: /^справаздач[ауы]$/ },
    { language: 'be', word: 'УЛАДА', form: /^ўлад/ },
    { language: 'ru', word: 'санкция', form: /^санкци[ийя]/ },
    { language: 'en', word: 'sanction’s', form: /^sanctions$/ },
  ])('$word in $language', async ({ language, word, form }) => {
    const { page, complaints } = await readerAt(`/${language}/search/`);
    await search(page, word);
    expect(await results(page).count()).toBeGreaterThan(0);
    // A passage is fetched when its result comes into view.
    for (const result of await results(page).all()) {
      await result.scrollIntoViewIfNeeded();
      await result.locator('mark').first().waitFor();
    }
    const found = await marks(page);
    expect(found).not.toContain(word);
    expect(found.some(mark => form.test(mark))).toBe(true);
    expect(complaints).toEqual([]);
    await leave(page);
  });
});

test('a passage is of the words of the piece, never of the byline or of what else the site says around them', async () => {
  const squeezed = (text: string) => text.replace(/\s+/g, ' ');
  for (const [language, word] of [
    ['en', 'published'],
    ['en', 'desk'],
    ['be', 'апублікаваны'],
    ['be', 'чытаць'],
    ['ru', 'опубликовано'],
    ['ru', 'читать'],
  ] as const) {
    const { page } = await readerAt(`/${language}/search/`);
    await search(page, word);
    expect(await results(page).count(), word).toBeGreaterThan(0);
    for (const result of await results(page).all()) {
      await result.scrollIntoViewIfNeeded();
      await result.locator('mark').first().waitFor();
      const path = (await result.locator('h2 a').getAttribute('href')) ?? '';
      const shown = squeezed((await result.locator('[data-part=passage]').textContent()) ?? '').replace(
        /^(… |— )| …$/g,
        '',
      );
      const [, , issue = '', slug = ''] = new URL(path, archive.address).pathname.split('/');
      const version = archive.site.library.issues
        .flatMap(({ commentaries }) => commentaries)
        .find(({ id }) => id === `${issue}/${slug}`)?.versions[language];
      const body = version === undefined ? [] : bodyPassages(version.body).map(({ text }) => text);
      const said = [version?.withdrawn, version?.summary, ...(version?.points ?? []), version?.cover?.caption, ...body];
      const isOwn = squeezed(said.join('\n')).includes(shown.trim());
      expect(isOwn, `${path} ${word}: ${shown}`).toBe(true);
    }
    await leave(page);
  }
});

test('nothing of the search is fetched before it is used, then only what is needed, and only from the same host', async () => {
  const { page, asked } = await readerAt('/be/search/');
  await page.waitForLoadState('networkidle');
  const scripts = () => asked.filter(path => path.endsWith('.js'));
  expect(scripts()).toHaveLength(1);
  expect(asked.filter(path => path.startsWith('/search/'))).toEqual([]);

  await page.getByRole('searchbox').focus();
  await expect.poll(() => scripts().length).toBe(2);
  expect(asked.filter(path => path.startsWith('/search/'))).toEqual([]);

  await page.getByLabel('Год').selectOption('2023');
  await settled(page);
  const slices = asked.filter(path => path.startsWith('/search/'));
  expect(slices).toEqual(['/search/slices.json', expect.stringMatching(/^\/search\/be-2023\.[0-9a-f]+\.json$/)]);
  expect(asked.filter(path => !path.startsWith('/'))).toEqual([]);
  await leave(page);
});

test('other pages load no script', async () => {
  const scripted = archive.site.pages
    .filter(({ html }) => /<script(?![^>]*ld\+json)/.test(html))
    .map(({ path }) => path);
  expect(scripted.toSorted()).toEqual(['/be/search/', '/en/search/', '/ru/search/']);
  const inline = archive.site.page('/be/search/').html.match(/<script(?![^>]*(?:src=|ld\+json))/g);
  expect(inline).toBeNull();
});

test('an address with a search answers by itself, with filters, and the form shows what it asks', async () => {
  const { page } = await readerAt('/be/search/#q=санкцыі&topic=sanctions&year=2024');
  await settled(page);
  expect(await page.getByRole('searchbox').inputValue()).toBe('санкцыі');
  expect(await page.getByLabel('Тэма').inputValue()).toBe('sanctions');
  const count = await results(page).count();
  expect(count).toBeGreaterThan(0);
  expect(await page.getByRole('status').textContent()).toMatch(new RegExp(`^Знойдзен[аы] ${count} матэрыял`));

  await page.getByLabel('Тэма').selectOption('');
  await expect.poll(() => results(page).count()).toBeGreaterThan(count);
  // The address asks for something else than the form by now, so the words are out of it.
  expect(addressOf(page)).toBe('/be/search/#year=2024');
  await leave(page);
});

test('a trend finds stories too, and all languages are searched by the stems of each', async () => {
  const { page } = await readerAt('/en/search/#trend=improved');
  await settled(page);
  const { issues } = archive.site.library;
  const improved = issues
    .flatMap(({ commentaries }) => commentaries)
    .filter(({ trend, versions }) =>
      [trend, ...(versions.en?.stories ?? []).map(story => story.trend)].includes('improved'),
    );
  expect(await results(page).count()).toBe(improved.filter(({ versions }) => versions.en !== undefined).length);

  await page.goto(`${archive.address}/en/search/#language=all&q=Беларусь`);
  await settled(page);
  const languages = await results(page)
    .locator('a')
    .evaluateAll(links => links.map(link => link.getAttribute('lang')));
  expect(new Set(languages)).toEqual(new Set(['be', 'ru']));
  expect(await results(page).first().textContent()).toMatch(/Text in (Belarusian|Russian)/);
  await leave(page);
});

test('a slip of a letter is forgiven, and what is nowhere is said to be nowhere', async () => {
  const { page } = await readerAt('/en/search/');
  await search(page, 'sanctoins parlament');
  expect(await page.getByRole('status').textContent()).toContain('similar');
  expect(await results(page).count()).toBeGreaterThan(0);
  await search(page, 'xyzzyplugh');
  expect(await page.getByRole('status').textContent()).toContain('Nothing was found');
  expect(await results(page).count()).toBe(0);
  await leave(page);
});

test.each([
  '<img src=x onerror=alert(1)>',
  '"><script>alert(1)</script>',
  '(.*)+[a-z]{1,99}\\',
  '\u202e\u200fадус\u0000',
  'а'.repeat(50_000),
  '__proto__ constructor',
  "' OR 1=1 --",
  '%%%',
])('hostile words (%#) typed or in the address breaks nothing', async words => {
  const { page, complaints } = await readerAt('/be/search/');
  page.on('dialog', () => complaints.push('a dialog opened'));
  await search(page, words.slice(0, 300));
  const query = encodeURIComponent(words.slice(0, 400));
  await page.goto(`${archive.address}/be/search/#q=${query}&topic=${query}&language=${query}&unknown=1`);
  await settled(page);
  expect(complaints).toEqual([]);
  expect(await page.locator('.results :is(img, script)').count()).toBe(0);
  expect((await page.getByRole('searchbox').inputValue()).length).toBeLessThanOrEqual(400);
  await leave(page);
});

test('an index that cannot be loaded is said in words, and the next attempt works', async () => {
  const { page } = await readerAt('/ru/search/');
  await page.route('**/search/*.json', route => route.abort());
  await search(page, 'санкции');
  expect(await page.getByRole('status').textContent()).toContain('не загрузился');
  await page.unroute('**/search/*.json');
  await search(page, 'санкции');
  await expect.poll(() => results(page).count()).toBeGreaterThan(0);
  await leave(page);
});

test('the keyboard is enough', async () => {
  const { page } = await readerAt('/be/search/');
  await tabTo(page, '[type=search]');
  await page.keyboard.type('санкцыямі');
  await page.keyboard.press('Enter');
  await settled(page);
  await tabTo(page, '[data-search-results] a');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/be\/20\d\d-/);
  await leave(page);
});

test('words of stop words alone are said to be too common, not to be nowhere', async () => {
  for (const [language, words, message] of [
    ['en', 'the', 'too common'],
    ['be', 'Яе і мы', 'занадта частыя'],
    ['ru', 'её', 'слишком частые'],
    ['en', 'the xyzzyplugh', 'Nothing was found'],
  ] as const) {
    const { page } = await readerAt(`/${language}/search/`);
    await search(page, words);
    expect(await page.getByRole('status').textContent(), words).toContain(message);
    expect(await page.locator('[data-search-address]').isVisible()).toBe(false);
    await leave(page);
  }
});

describe('the words stay with the reader', () => {
  const secret = 'санкцыямі';

  test('typed words are in no request and in no address, filters are, and a reload forgets the words alone', async () => {
    const { page, sent } = await readerAt('/be/search/');
    await search(page, secret);
    await page.getByLabel('Год').selectOption('2024');
    await settled(page);
    for (const result of await results(page).all()) await result.scrollIntoViewIfNeeded();
    expect(addressOf(page)).toBe('/be/search/#year=2024');
    await page.reload();
    await settled(page);
    expect(await page.getByRole('searchbox').inputValue()).toBe('');
    expect(await page.getByLabel('Год').inputValue()).toBe('2024');
    await search(page, `${secret} ${'слова '.repeat(4000)}`);
    expect(sent.length).toBeGreaterThan(5);
    expect(sent.filter(each => /санкцыямі|слова/.test(each))).toEqual([]);
    await leave(page);
  });

  test('who takes the address of a search finds it again by it, and no request holds the words', async () => {
    const { page, sent } = await readerAt('/be/search/');
    await search(page, secret);
    const count = await results(page).count();
    const link = page.getByRole('link', { name: 'Адрас гэтага пошуку' });
    await link.click();
    expect(addressOf(page)).toBe(`/be/search/#q=${secret}`);
    expect(await page.getByRole('status').textContent()).toMatch(
      new RegExp(`^Знойдзен[аы] ${count} матэрыял.*скапіруйце`),
    );
    expect(await page.locator('main :is([aria-live], [role=status], [role=alert])').count()).toBe(1);
    expect(await results(page).count()).toBe(count);
    await page.reload();
    await settled(page);
    expect(await results(page).count()).toBe(count);
    await search(page, 'суд');
    expect(addressOf(page)).toBe('/be/search/');
    expect(sent.filter(each => each.includes(secret))).toEqual([]);
    await leave(page);
  });

  test('a link with more words than a server takes answers', async () => {
    const { page, sent, complaints } = await readerAt(`/be/search/#q=${secret} ${'слова '.repeat(3000)}`);
    await settled(page);
    expect(sent.filter(each => /санкцыямі|слова/.test(each))).toEqual([]);
    expect(complaints).toEqual([]);
    await leave(page);
  });

  test('a query that another site sent answers once and is in the fragment from then on', async () => {
    const { page, sent } = await readerAt(`/be/search/?q=${secret}&year=2024`);
    await settled(page);
    expect(await results(page).count()).toBeGreaterThan(0);
    expect(addressOf(page)).toBe(`/be/search/#q=${secret}&year=2024`);
    sent.length = 0;
    await page.reload();
    await settled(page);
    await results(page).first().locator('a').click();
    await page.waitForURL(/\/be\/20\d\d-/);
    expect(sent.length).toBeGreaterThan(2);
    expect(sent.filter(each => each.includes(secret))).toEqual([]);
    await leave(page);
  });

  test('nothing in the form can be sent, even where a script lets it go', async () => {
    const { page } = await readerAt('/be/search/');
    expect(await page.locator('form[role=search] [name], form[role=search][action]').count()).toBe(0);
    await page.getByRole('searchbox').fill(secret);
    expect(await page.evaluate(letGo)).toBeNull();
    // A form that can be sent is seen.
    await page.evaluate("Object.assign(document.querySelector('form[role=search]'), { method: 'get' })");
    await page.evaluate("Object.assign(document.querySelector('[type=search]'), { name: 'q' })");
    expect(await page.evaluate(letGo)).toContain(`/be/search/?q=${encodeURIComponent(secret)}`);
    await leave(page);
  });
});

/** Sends the form past the page's script and tells where that would lead. */
const letGo = `new Promise(resolve => {
  navigation.onnavigate = event => {
    event.preventDefault();
    resolve(event.destination.url);
  };
  document.querySelector('form[role=search]').submit();
  setTimeout(() => resolve(null));
})`;

test('a filter that is chosen before the script has come is answered once it is there', async () => {
  const { page } = await readerAt('/be/search/');
  const held = Promise.withResolvers<void>();
  await page.route('**/search-desk.*.js', async route => {
    await held.promise;
    await route.fallback();
  });
  await page.getByLabel('Год').selectOption('2023');
  held.resolve();
  await settled(page);
  expect(await results(page).count()).toBeGreaterThan(0);
  await leave(page);
});

test('Back goes from one search by its address to the one before, and a way to a part of the page is no search', async () => {
  const { page } = await readerAt('/en/search/#topic=sanctions');
  await settled(page);
  const count = await results(page).count();
  await page.goto(`${archive.address}/en/search/#q=xyzzyplugh`);
  await page.getByRole('status').filter({ hasText: 'Nothing was found' }).waitFor();
  expect(await page.getByLabel('Topic', { exact: true }).inputValue()).toBe('');
  await page.goBack();
  await expect.poll(() => results(page).count()).toBe(count);
  expect(await page.getByLabel('Topic', { exact: true }).inputValue()).toBe('sanctions');
  expect(await page.getByRole('searchbox').inputValue()).toBe('');

  await page.getByRole('searchbox').fill('unsent');
  await page.goto(`${archive.address}/en/search/#text`);
  await page.goBack();
  expect(await results(page).count()).toBe(count);
  expect(await page.getByRole('searchbox').inputValue()).toBe('unsent');
  await leave(page);
});

test('without a script there is no form, and the archive by topic and by year', async () => {
  const { page } = await readerAt('/be/search/', { javaScriptEnabled: false });
  expect(await page.locator('form[role=search]').isVisible()).toBe(false);
  expect(await page.getByText('вашы словы').filter({ visible: true }).count()).toBe(0);
  expect(await page.locator('noscript > .unscripted').isVisible()).toBe(true);
  const ways = page.locator('section[aria-labelledby=browse] a');
  const paths = await ways.evaluateAll(links => links.map(link => link.getAttribute('href') ?? ''));
  expect(paths.some(path => path.startsWith('/be/topics/'))).toBe(true);
  expect(paths).toContain('/be/archive/#year-2024');
  for (const path of paths) {
    const found = archive.site.page(path.replace(/#.*/, ''));
    const anchor = path.split('#')[1];
    if (anchor !== undefined) expect(found.html).toContain(`id="${anchor}"`);
  }
  await leave(page);
});
