import { HtmlValidate, StaticConfigLoader } from 'html-validate';
import { beforeAll, expect, test } from 'vitest';
import { type SampleSite, sampleSite } from './sample-site.ts';

let site: SampleSite;
beforeAll(async () => {
  site = await sampleSite();
});

const validator = new HtmlValidate(
  new StaticConfigLoader({
    root: true,
    extends: ['html-validate:recommended'],
    elements: ['html5'],
    rules: {
      // Headlines are as long as editors make them; a search engine that shortens them does no harm.
      'long-title': 'off',
      // An aside without a name inside an article is no landmark (HTML-AAM 1.0, aside), which this rule does not know. Axe does,
      // and looks at one page of each kind (tests/browser/axe.test.ts).
      'unique-landmark': 'off',
    },
  }),
);

// Columns of a Markdown table are aligned by the attribute that every browser, feed reader and mail program knows: an inline style
// would not pass the content security policy.
const isAlignedCell = (message: string): boolean => message.startsWith('Attribute "align" is deprecated on <t');

/** `/en/about/:12 rule-name What is wrong` */
async function faultsOf(path: string, html: string): Promise<string[]> {
  const { results } = await validator.validateString(html);
  return results
    .flatMap(({ messages }) => messages)
    .filter(({ message }) => !isAlignedCell(message))
    .map(({ ruleId, message, line }) => `${path}:${line} ${ruleId} ${message}`);
}

test('every page is valid HTML', async () => {
  const faults: string[] = [];
  for (const { path, html } of site.pages) faults.push(...(await faultsOf(path, html)));
  expect(faults).toEqual([]);
});

test('a page that is not valid is seen', async () => {
  const faults = await faultsOf(
    '/x/',
    '<!doctype html><html lang="en"><head><title>A</title></head><p id="a"><p id="a">',
  );
  expect(faults.join()).toContain('no-dup-id');
});
