import type { Root, RootContent } from 'mdast';
import { describe, expect, test } from 'vitest';
import type { BlockNode } from '#content/block-tree.ts';
import { type BlockName, blockNames } from '#content/blocks.ts';
import { drawTree, writeHtml } from '#render/pens/dom.ts';
import { feedBlocks } from '#render/pens/feed-blocks.ts';
import { headingLevels } from '#render/pens/heading-levels.ts';
import { mailBlocks } from '#render/pens/mail-blocks.ts';
import { drawMailBody } from '#render/pens/mail-body.ts';
import { textBlocks } from '#render/pens/text-blocks.ts';
import { webBlocks } from '#render/pens/web-blocks.ts';
import { renderText } from '#render/text.ts';
import { renderWeb } from '#render/web.ts';
import { found, issueOf, markdown, small } from './sample.ts';

const place = {
  library: small,
  language: 'be',
  bodyLanguage: 'be',
  base: 'https://lookout.example.org',
  page: 'https://lookout.example.org/be/2024-01-08/blocks/',
  topLevel: 2,
} as const;
const dom = { ...place, picture: () => ({ src: '/a.png', width: 320 }), sound: () => '/a.mp3' };
const media: Readonly<Record<string, (body: Root) => string>> = {
  web: body => renderWeb(body, { ...dom, subscribe: () => '<form>подпіс</form>' }),
  mail: body => drawMailBody(body, dom),
  text: body => renderText(body, place),
  feed: body => writeHtml(drawTree(body, { place: dom, forms: feedBlocks })),
};
const blocks = found(
  issueOf(small, '2024-01-08').commentaries.find(({ slug }) => slug === 'blocks')?.versions.be,
  'blocks',
);

/** Blocks that show nothing of themselves, and where. */
const silent: Readonly<Partial<Record<BlockName, readonly string[]>>> = { Subscribe: ['mail', 'text', 'feed'] };

describe.each(blockNames)('the block %s', name => {
  const block = found(
    allBlocks(blocks.body.children).find(node => node.name === name),
    name,
  );

  test.each(Object.entries(media))('has a form of its own in the %s', (medium, draw) => {
    const alone = draw({ type: 'root', children: [block] }).trim();
    const inside = draw({ type: 'root', children: block.children }).trim();
    if (silent[name]?.includes(medium)) expect(alone).toBe('');
    // A timeline is a list on the web; elsewhere its events speak for themselves.
    else if (name !== 'Timeline' || medium === 'web') expect(alone.length).toBeGreaterThan(inside.length);
    expect(alone.replaceAll(/<[^>]*>|\s|[>|=~-]/g, '')).toContain(inside.replaceAll(/<[^>]*>|\s|[>|=~-]/g, ''));
  });
});

test.each([
  ['web', webBlocks],
  ['mail', mailBlocks],
  ['text', textBlocks],
  ['feed', feedBlocks],
])('the %s has a form for every block and no other', (_, forms) => {
  expect(Object.keys(forms).sort()).toEqual([...blockNames].sort());
});

describe('levels of headings', () => {
  test('begin where they are told and skip none', () => {
    const body = markdown('### a\n\n## b\n\n#### c\n\n##### d\n\n## e');
    expect([...headingLevels(body.children, 3).values()]).toEqual([3, 3, 4, 5, 3]);
  });

  test('put what is in a story below it', () => {
    const story: BlockNode = {
      type: 'block',
      name: 'Story',
      props: { title: 'x', id: 'x' },
      children: markdown('### y').children,
    };
    const levels = headingLevels([...markdown('## w').children, story], 2);
    expect([...levels.values()]).toEqual([2, 2, 3]);
  });
});

function allBlocks(nodes: readonly RootContent[]): BlockNode[] {
  return nodes.flatMap(node => {
    const inside = 'children' in node ? allBlocks(node.children) : [];
    return node.type === 'block' ? [node, ...inside] : inside;
  });
}
