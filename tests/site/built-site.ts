import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Config, type HtmlElement, Parser } from 'html-validate';
import { openLibrary } from '#content/library.ts';
import type { Library } from '#content/model.ts';
import { buildSite } from '#site/build.ts';

/** Absolute path of the clone, whose content/ is the sample. */
export const clone = fileURLToPath(new URL('../../', import.meta.url));

/** The day on which the sample is built in tests. */
export const testDay = new Date('2026-01-01T00:00:00Z');

export interface BuiltPage {
  /** As a reader asks for it: `/en/about/`, `/404.html`. */
  readonly path: string;
  readonly html: string;
  readonly dom: HtmlElement;
}

export interface BuiltSite {
  readonly dist: string;
  readonly library: Library;
  /** Every file of the site, with slashes. */
  readonly files: readonly string[];
  readonly pages: readonly BuiltPage[];
  readonly page: (path: string) => BuiltPage;
  /** A file's text. */
  readonly text: (file: string) => Promise<string>;
  readonly remove: () => Promise<void>;
}

/** Builds a newsletter into a folder of its own. For the sample take `sampleSite`, which is built once for all tests. */
export async function builtSite({ root, now }: { root: string; now: Date }): Promise<BuiltSite> {
  const folder = await mkdtemp(join(tmpdir(), 'vesnik-site-'));
  const dist = join(folder, 'dist');
  await buildSite({ root, outDir: dist, now });
  return { ...(await readSite(dist, { root, now })), remove: () => rm(folder, { recursive: true, force: true }) };
}

/** A site that lies built in a folder, with every page parsed. */
export async function readSite(
  dist: string,
  { root, now }: { root: string; now: Date },
): Promise<Omit<BuiltSite, 'remove'>> {
  const { library } = await openLibrary({ root, now, drafts: false });
  if (library === undefined) throw new TypeError(`no library in ${root}`);
  const entries = await readdir(dist, { recursive: true, withFileTypes: true });
  const files = entries
    .filter(entry => entry.isFile())
    .map(entry =>
      join(entry.parentPath, entry.name)
        .slice(dist.length + 1)
        .split(sep)
        .join('/'),
    )
    .sort();
  const text = (file: string) => readFile(join(dist, file), 'utf8');
  const pages = await Promise.all(
    files
      .filter(file => file.endsWith('.html'))
      .map(async file => {
        const html = await text(file);
        return { path: `/${file.replace(/(^|\/)index\.html$/, '$1')}`, html, dom: parse(html) };
      }),
  );
  const page = (path: string) => {
    const found = pages.find(each => each.path === path);
    if (found === undefined) throw new RangeError(`the site has no page ${path}`);
    return found;
  };
  return { dist, library, files, pages, page, text };
}

const parser = new Parser(await Config.defaultConfig().resolve());

function parse(html: string): HtmlElement {
  return parser.parseHtml(html);
}

/** The values of an attribute on all elements that match, references resolved. */
export function values({ dom }: BuiltPage, selector: string, attribute: string): string[] {
  return dom
    .querySelectorAll(selector)
    .map(element => element.getAttributeValue(attribute) ?? '')
    .map(value => value.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&'));
}
