import MiniSearch from 'minisearch';
import { beforeAll, describe, expect, test } from 'vitest';
import { openLibrary } from '#content/library.ts';
import type { Library, Version } from '#content/model.ts';
import { indexOptions } from '#site/search/index-options.ts';
import { resultPages } from '#site/search/result-pages.ts';
import { type Found, searchEngine } from '#site/search/search-engine.ts';
import { indexSlice, sliceSources } from '#site/search/search-index.ts';
import type { Manifest } from '#site/search/slice.ts';
import { clone } from '../built-site.ts';

let library: Library;
beforeAll(async () => {
  const opened = await openLibrary({ root: clone, now: new Date('2026-01-01T00:00:00Z'), drafts: false });
  if (opened.library === undefined) throw new TypeError('no sample');
  library = opened.library;
});

describe('an index', () => {
  test.each([
    ['be', 'пенсія', 'Памер пенсій вырас'],
    ['be', 'пенсія', 'Пра пенсіі'],
    ['be', 'санкцыі', 'Пакет санкцый'],
    ['be', 'справаздача', 'Чытаем справаздачу'],
    ['be', 'улада', 'Змена ўлады'],
    ['be', 'Ўлада', 'Змена улады'],
    ['be', "аб'яднанне", 'Пра аб’яднанні'],
    ['be', 'САМАЛЁТ', 'самалеты'],
    ['ru', 'санкции', 'Пакет санкций'],
    ['ru', 'отчёт', 'Из отчета'],
    ['en', 'sanction', 'New sanctions'],
    ['en', 'ministry', 'The ministry’s answer'],
  ] as const)('in %s: “%s” finds “%s”', (language, query, text) => {
    const index = new MiniSearch(indexOptions(language));
    index.add({ id: 0, title: '', summary: '', text });
    expect(index.search(query)).toHaveLength(1);
  });

  test('holds every version once, by language and year, the newest first', () => {
    const sources = sliceSources(library);
    const versions = library.issues.flatMap(({ commentaries }) =>
      commentaries.flatMap(each => Object.values(each.versions)),
    );
    expect(sources.flatMap(({ pieces }) => pieces)).toHaveLength(versions.length);
    const years = sources.map(({ year }) => year);
    expect(years).toEqual(years.toSorted().toReversed());
  });

  test('of a withdrawn piece knows the title and the reason, and no trend', () => {
    const source = sliceSources(changed(version => ({ ...version, withdrawn: 'Памылка', corrections: [] })))[0];
    const [piece] = source?.pieces ?? [];
    expect(piece?.shown.summary).toBe('Памылка');
    expect(piece?.text()).toBe('');
    expect(piece?.shown.filed.every(({ trend }) => trend === undefined)).toBe(true);
  });

  test('names no author', () => {
    const indexed = JSON.stringify(
      sliceSources(library).map(({ pieces }) => pieces.map(({ shown }) => Object.keys(shown))),
    );
    expect(indexed).not.toContain('author');
  });
});

/** An engine that reads the sample's slices, and what it asked for. */
function engineOf(from: Library) {
  const asked: string[] = [];
  const slices = sliceSources(from).map(indexSlice);
  const files = new Map(slices.map(slice => [`/search/${slice.language}-${slice.year}.json`, JSON.stringify(slice)]));
  const manifest: Manifest = {
    slices: slices.map(({ language, year }) => ({ language, year, path: `${language}-${year}.json` })),
  };
  files.set('/search/slices.json', JSON.stringify(manifest));
  const engine = searchEngine('http://localhost/search/slices.json', async url => {
    const { pathname } = new URL(url);
    asked.push(pathname);
    const file = files.get(pathname);
    if (file === undefined) throw new TypeError(`nothing at ${url}`);
    return file;
  });
  return { engine, asked };
}

describe('an engine', () => {
  test('fetches a year when it is asked for, and each only once', async () => {
    const { engine, asked } = engineOf(library);
    const search = engine.search({ words: 'санкцыя', language: 'be' });
    await search.next();
    expect(asked).toEqual(['/search/slices.json', '/search/be-2024.json']);
    await Array.fromAsync(engine.search({ words: 'санкцыя', language: 'be' }));
    expect(asked).toEqual(['/search/slices.json', '/search/be-2024.json', '/search/be-2023.json']);
  });

  test('wants every word, and gives results in portions without losing any', async () => {
    const { engine } = engineOf(library);
    const all = (await Array.fromAsync(engine.search({ words: '', language: 'all' }))).flat();
    const pages = await Array.fromAsync(resultPages(engine, { words: '', language: 'all' }, 5));
    expect(pages.flatMap(({ found }) => found.map(pathOf))).toEqual(all.map(pathOf));
    expect(pages.every(({ found }) => found.length > 0 && found.length <= 5)).toBe(true);
    const one = (await Array.fromAsync(engine.search({ words: 'sanctions', language: 'en' }))).flat();
    const both = (await Array.fromAsync(engine.search({ words: 'sanctions prisoners', language: 'en' }))).flat();
    expect(both.length).toBeLessThan(one.length);
  });
});

const pathOf = ({ piece }: Found) => piece.path;

function changed(change: (version: Version) => Version): Library {
  return {
    ...library,
    issues: library.issues.map(issue => ({
      ...issue,
      commentaries: issue.commentaries.map(commentary => ({
        ...commentary,
        versions: Object.fromEntries(
          Object.entries(commentary.versions).map(([language, version]) => [language, change(version)]),
        ),
      })),
    })),
  };
}
