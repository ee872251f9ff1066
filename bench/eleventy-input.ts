import { cp, glob, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import { parse, stringify } from 'yaml';
import { z } from 'zod';

const eleventy = join(import.meta.dirname, 'eleventy');
const site = join(import.meta.dirname, '../src/site');

const fields = z.looseObject({ title: z.string() });

/** Writes an archive as Eleventy's users would have it: the same front matter and Markdown, blocks as the HTML they stand for. */
export async function writeEleventyInput(root: string, input: string): Promise<void> {
  const content = join(root, 'content');
  await mkdir(join(input, '_data'), { recursive: true });
  await cp(join(eleventy, 'layouts'), join(input, '_includes'), { recursive: true });
  await cp(join(eleventy, 'pages'), join(input, 'pages'), { recursive: true });
  await cp(join(site, 'styles'), join(input, 'styles'), { recursive: true });
  const files = (await Array.fromAsync(glob('issues/*/*.mdx', { cwd: content }))).toSorted();
  let newest = '';
  for (const file of files) {
    const [, issue = '', name = ''] = file.split(sep);
    const [slug = '', lang = ''] = name.split('.');
    if (slug === 'issue') continue;
    newest = issue;
    const target = join(input, 'issues', issue, `${slug}.${lang}.md`);
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, asMarkdown(await readFile(join(content, file), 'utf8'), { issue, slug, lang }));
  }
  for (const name of ['newsletter', 'topics', 'authors']) {
    const data = z.looseObject({}).parse(parse(await readFile(join(content, `${name}.yaml`), 'utf8')));
    const more = name === 'newsletter' ? { newest } : {};
    await writeFile(join(input, '_data', `${name}.json`), JSON.stringify({ ...data, ...more }));
  }
}

interface Place {
  readonly issue: string;
  readonly slug: string;
  readonly lang: string;
}

/** One commentary as Markdown with HTML in it. */
function asMarkdown(text: string, { issue, slug, lang }: Place): string {
  const [, front = '', body = ''] = /^---\n(.*?)\n---\n(.*)$/s.exec(text) ?? [];
  const own = {
    ...fields.parse(parse(front)),
    issue,
    slug,
    lang,
    layout: 'commentary.njk',
    tags: ['commentary'],
    permalink: `/${lang}/${issue}/${slug}/`,
  };
  return `---\n${stringify(own, { lineWidth: 0, version: '1.1' })}---\n${withoutBlocks(body, lang)}`;
}

function withoutBlocks(body: string, lang: string): string {
  return body
    .replaceAll(/<Story title="([^"]*)">/g, '<section class="story">\n\n## $1')
    .replaceAll('</Story>', '</section>')
    .replaceAll('<PullQuote>', '<figure class="pull"><blockquote>')
    .replaceAll('</PullQuote>', '</blockquote></figure>')
    .replaceAll(/<Callout kind="(\w+)" title="([^"]*)">/g, '<aside class="callout $1">\n<p class="title">$2</p>\n')
    .replaceAll('</Callout>', '</aside>')
    .replaceAll('<Timeline>', '<ol class="timeline">')
    .replaceAll('</Timeline>', '</ol>')
    .replaceAll(/<Event date="([^"]*)">/g, '<li>\n<time datetime="$1">$1</time>\n')
    .replaceAll('</Event>', '</li>')
    .replaceAll(/<ReadMore to="([^"]*)" \/>/g, `<p class="more"><a href="/${lang}/$1/">$1</a></p>`)
    .replaceAll(
      /<Figure src="([^"]*)" alt="([^"]*)" caption="([^"]*)" \/>/g,
      '<figure><img src="$1" alt="$2"><figcaption>$3</figcaption></figure>',
    );
}
