import { describe, expect, it } from 'vitest';
import { readMdx } from '#content/mdx-tree.ts';
import { threadMs } from '../thread-time.ts';

describe('a paragraph of nothing but signs', () => {
  it.each(['**a** ', '[a](b) ', '_a', '~~a~~ '])('of %j is refused at its place, and at once', sign => {
    const startedMs = threadMs();
    const { faults } = readMdx(`First.\n\n${sign.repeat(40_000)}\n\nLast.`);
    expect(faults).toEqual([expect.objectContaining({ rule: 'too-dense', line: 3, column: 1 })]);
    expect(threadMs() - startedMs).toBeLessThan(5000);
  });

  it('is read where it is divided', () => {
    expect(readMdx(`${'**a** '.repeat(50)}\n\n`.repeat(60)).faults).toEqual([]);
  });
});

// Found by chance: a tag without a name, then what makes a heading of the line before.
it.each(['<> <\r=', '<> <\n='])(
  'signs in an order that no grammar knows, as in %j, are a fault and no crash',
  source => {
    expect(readMdx(source).faults.length).toBeGreaterThan(0);
  },
);
