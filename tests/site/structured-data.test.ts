import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { values } from './built-site.ts';
import { type SampleSite, sampleSite } from './sample-site.ts';

// What search engines ask of each type, written down from schema.org and from Google's pages on articles and breadcrumbs.

const address = z.url();
const moment = z.string().regex(/^\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\d(?:\.\d+)?Z)?$/);
const language = z.enum(['en', 'be', 'ru']);
const picture = z.object({ '@type': z.literal('ImageObject'), url: address, width: z.number(), height: z.number() });
const words = z.string().min(1);
const organization = z.object({ '@type': z.literal('Organization'), name: words, url: address, logo: picture });
const author = z.union([z.object({ '@type': z.literal('Person'), name: words, url: address }), organization]);
const translation = z.object({ '@type': z.literal('NewsArticle'), url: address, inLanguage: language });
const periodical = z.object({ '@type': z.literal('Periodical'), name: words });
const issuePart = z.object({
  '@type': z.literal('PublicationIssue'),
  url: address,
  name: words,
  issueNumber: z.number().optional(),
  isPartOf: z.union([
    periodical,
    z.object({ '@type': z.literal('PublicationVolume'), volumeNumber: words, isPartOf: periodical }),
  ]),
});

const types = {
  NewsArticle: z.strictObject({
    '@type': z.literal('NewsArticle'),
    '@id': address,
    url: address,
    mainEntityOfPage: address,
    headline: words,
    description: words,
    inLanguage: language,
    datePublished: moment,
    dateModified: moment,
    isAccessibleForFree: z.literal(true),
    image: picture,
    author: z.array(author).min(1),
    publisher: organization,
    isPartOf: issuePart,
    articleSection: words.optional(),
    wordCount: z.number().optional(),
    temporalCoverage: z.string().regex(/^[\d-]{10}\/[\d-]{10}$/),
    correction: z
      .array(z.object({ '@type': z.literal('CorrectionComment'), datePublished: moment, text: words }))
      .optional(),
    creativeWorkStatus: words.optional(),
    abstract: words.optional(),
    audio: z.object({ '@type': z.literal('AudioObject'), contentUrl: address, inLanguage: language }).optional(),
    workTranslation: z.array(translation).min(1).optional(),
    translationOfWork: z.array(translation).optional(),
  }),
  PublicationIssue: issuePart.extend({
    inLanguage: language,
    image: picture,
    publisher: organization,
    hasPart: z.array(translation),
  }),
  BreadcrumbList: z.object({
    itemListElement: z
      .array(z.object({ '@type': z.literal('ListItem'), position: z.number(), name: words, item: address }))
      .min(2)
      .refine(steps => steps.every(({ position }, at) => position === at + 1)),
  }),
  Person: z.object({
    url: address,
    name: words,
    jobTitle: words.optional(),
    description: words.optional(),
    image: address.optional(),
  }),
  WebSite: z.object({ url: address, name: words, inLanguage: language, publisher: organization }),
  Organization: organization,
} as const;

const graph = z.object({
  '@graph': z.array(
    z.looseObject({
      '@type': z.enum(['NewsArticle', 'PublicationIssue', 'BreadcrumbList', 'Person', 'WebSite', 'Organization']),
    }),
  ),
});

let site: SampleSite;
beforeAll(async () => {
  site = await sampleSite();
});

/** The things of a page's data block. */
function thingsOf(path: string) {
  const [, block = '{"@graph":[]}'] =
    /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(site.page(path).html) ?? [];
  return graph.parse(JSON.parse(block))['@graph'];
}

test('every thing on every page has what its type asks for, and addresses of the site lead to its pages', () => {
  const { url } = site.library.newsletter;
  const seen = new Set<string>();
  for (const { path, html } of site.pages) {
    const things = thingsOf(path);
    for (const thing of things) {
      seen.add(thing['@type']);
      const { error } = types[thing['@type']].safeParse(thing);
      expect(error && z.prettifyError(error), `${path} ${thing['@type']}`).toBeUndefined();
    }
    for (const [, own = ''] of JSON.stringify(things).matchAll(new RegExp(`"${url}(/[^"#]*)"`, 'g')))
      expect(site.files, `${path} → ${own}`).toContain(`${own.slice(1)}${own.endsWith('/') ? 'index.html' : ''}`);
    expect(html.match(/application\/ld\+json/g)?.length ?? 0, path).toBeLessThan(2);
  }
  expect([...seen].toSorted()).toEqual(Object.keys(types).toSorted());
});

test('an author with a picture is shown to machines with it', () => {
  const authors = site.library.authors.values().filter(({ hidden, picture: portrait }) => !hidden && portrait);
  for (const { id } of authors) {
    const found = thingsOf(`/be/authors/${id}/`).find(thing => thing['@type'] === 'Person');
    expect(found?.image, id).toMatch(/^https:\/\/.+\/_astro\/.+\.webp$/);
  }
});

describe('a commentary', () => {
  test('says whose translation it is, and the original says who translated it', () => {
    for (const { id, original, versions } of site.library.issues.flatMap(({ commentaries }) => commentaries)) {
      const others = Object.keys(versions)
        .filter(each => each !== original)
        .toSorted();
      const [article] = thingsOf(`/${original}/${id}/`);
      const named = z.array(translation).optional().parse(article?.workTranslation) ?? [];
      expect(named.map(each => each.inLanguage).toSorted(), id).toEqual(others);
      for (const other of others) {
        const [translated] = thingsOf(`/${other}/${id}/`);
        expect(translated?.translationOfWork, id).toMatchObject([{ inLanguage: original }]);
      }
    }
  });

  test('with a correction has a newer date and the correction, one with a sound has it', () => {
    const versions = site.library.issues.flatMap(({ commentaries }) =>
      commentaries.flatMap(each => Object.values(each.versions)),
    );
    const corrected = versions.filter(({ corrections }) => corrections.length > 0);
    const spoken = versions.filter(({ audio }) => audio !== undefined);
    expect([corrected.length > 0, spoken.length > 0]).toEqual([true, true]);
    for (const version of corrected) {
      const [article] = thingsOf(`/${version.language}/${version.commentary}/`);
      expect(article?.dateModified).toBe(version.corrections.at(-1)?.date);
      expect(article?.correction).toHaveLength(version.corrections.length);
    }
    for (const { language, commentary } of spoken)
      expect(thingsOf(`/${language}/${commentary}/`)[0]?.audio).toMatchObject({ '@type': 'AudioObject' });
  });

  test('is shared with its own picture', () => {
    const pictures = site.pages
      .filter(page => values(page, 'meta[property="og:type"]', 'content').includes('article'))
      .map(page => values(page, 'meta[property="og:image"]', 'content').join());
    expect(pictures.length).toBeGreaterThan(20);
    expect(new Set(pictures).size).toBe(pictures.length);
  });
});
