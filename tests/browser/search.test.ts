import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
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
  /** What the browser complained of. */
  readonly complaints: string[];
}

/** A reader with a strict policy who notes what is fetched. */
async function readerAt(path: string, { javaScriptEnabled = true } = {}): Promise<Reader> {
  const page = await archive.browser.newPage({ javaScriptEnabled });
  const [asked, complaints]: [string[], string[]] = [[], []];
  page.on('request', request => asked.push(request.url().replace(archive.address, '')));
  page.on('console', message => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', error => complaints.push(error.message));
  await page.route('**/*', async route => {
    const response = await route.fetch();
    await route.fulfill({ response, headers: { ...response.headers(), 'content-security-policy': policy } });
  });
  await page.goto(archive.address + path);
  return { page, asked, complaints };
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
    await page.close();
  });
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
  await page.close();
});

test('other pages load no script', async () => {
  const scripted = archive.site.pages
    .filter(({ html }) => /<script(?![^>]*ld\+json)/.test(html))
    .map(({ path }) => path);
  expect(scripted.toSorted()).toEqual(['/be/search/', '/en/search/', '/ru/search/']);
  const inline = archive.site.page('/be/search/').html.match(/<script(?![^>]*(?:src=|ld\+json))/g);
  expect(inline).toBeNull();
});

test('an address with a query answers by itself, with filters, and the form shows what it asks', async () => {
  const { page } = await readerAt('/be/search/?q=санкцыі&topic=sanctions&year=2024');
  await settled(page);
  expect(await page.getByRole('searchbox').inputValue()).toBe('санкцыі');
  expect(await page.getByLabel('Тэма').inputValue()).toBe('sanctions');
  const count = await results(page).count();
  expect(count).toBeGreaterThan(0);
  expect(await page.getByRole('status').textContent()).toMatch(new RegExp(`^Знойдзен[аы] ${count} матэрыял`));

  await page.getByLabel('Тэма').selectOption('');
  await expect.poll(() => results(page).count()).toBeGreaterThan(count);
  expect(decodeURIComponent(new URL(page.url()).search)).toBe('?q=санкцыі&year=2024');
  await page.close();
});

test('a trend finds stories too, and all languages are searched by the stems of each', async () => {
  const { page } = await readerAt('/en/search/?trend=improved');
  await settled(page);
  const { issues } = archive.site.library;
  const improved = issues
    .flatMap(({ commentaries }) => commentaries)
    .filter(({ trend, versions }) =>
      [trend, ...(versions.en?.stories ?? []).map(story => story.trend)].includes('improved'),
    );
  expect(await results(page).count()).toBe(improved.filter(({ versions }) => versions.en !== undefined).length);

  await page.goto(`${archive.address}/en/search/?language=all&q=Беларусь`);
  await settled(page);
  const languages = await results(page)
    .locator('a')
    .evaluateAll(links => links.map(link => link.getAttribute('lang')));
  expect(new Set(languages)).toEqual(new Set(['be', 'ru']));
  expect(await results(page).first().textContent()).toMatch(/Text in (Belarusian|Russian)/);
  await page.close();
});

test('a slip of a letter is forgiven, and what is nowhere is said to be nowhere', async () => {
  const { page } = await readerAt('/en/search/');
  await search(page, 'sanctoins parlament');
  expect(await page.getByRole('status').textContent()).toContain('similar');
  expect(await results(page).count()).toBeGreaterThan(0);
  await search(page, 'xyzzyplugh');
  expect(await page.getByRole('status').textContent()).toContain('Nothing was found');
  expect(await results(page).count()).toBe(0);
  await page.close();
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
  await page.goto(`${archive.address}/be/search/?q=${query}&topic=${query}&language=${query}&unknown=1`);
  await settled(page);
  expect(complaints).toEqual([]);
  expect(await page.locator('.results :is(img, script)').count()).toBe(0);
  expect((await page.getByRole('searchbox').inputValue()).length).toBeLessThanOrEqual(400);
  await page.close();
});

test('an index that cannot be loaded is said in words, and the next attempt works', async () => {
  const { page } = await readerAt('/ru/search/');
  await page.route('**/search/*.json', route => route.abort());
  await search(page, 'санкции');
  expect(await page.getByRole('status').textContent()).toContain('не загрузился');
  await page.unroute('**/search/*.json');
  await search(page, 'санкции');
  await expect.poll(() => results(page).count()).toBeGreaterThan(0);
  await page.close();
});

test('the keyboard is enough', async () => {
  const { page } = await readerAt('/be/search/');
  await tabTo(page, '[name=q]');
  await page.keyboard.type('санкцыямі');
  await page.keyboard.press('Enter');
  await settled(page);
  await tabTo(page, '[data-search-results] a');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/be\/20\d\d-/);
  await page.close();
});

test('without a script there is no form, and the archive by topic and by year', async () => {
  const { page } = await readerAt('/be/search/', { javaScriptEnabled: false });
  expect(await page.locator('form[role=search]').isVisible()).toBe(false);
  const ways = page.locator('section[aria-labelledby=browse] a');
  const paths = await ways.evaluateAll(links => links.map(link => link.getAttribute('href') ?? ''));
  expect(paths.some(path => path.startsWith('/be/topics/'))).toBe(true);
  expect(paths).toContain('/be/archive/#year-2024');
  for (const path of paths) {
    const found = archive.site.page(path.replace(/#.*/, ''));
    const anchor = path.split('#')[1];
    if (anchor !== undefined) expect(found.html).toContain(`id="${anchor}"`);
  }
  await page.close();
});
