import type { Paragraph } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import { type Fault, fault } from './fault.ts';

const code =
  /^(?:import\s*(?:["'{*]|[\w$]+(?:\s*,|\s+from\b))|export\s*(?:(?:const|let|var|default|function|class|async)\b|[{*]))/;

/** What is wrong with a paragraph that is an `import` or `export` of JavaScript; undefined for words. */
export function codeFault(paragraph: Paragraph): Fault | undefined {
  const found = code.exec(textOf(paragraph));
  if (found === null) return undefined;
  const word = found[0].startsWith('import') ? 'import' : 'export';
  return fault(
    paragraph.position?.start,
    word,
    `\`${word}\` is code, and code is never run here.`,
    'Leave the line out: all blocks are there already.',
  );
}
