import type { Root } from 'mdast';
import { mdxExpressionFromMarkdown } from 'mdast-util-mdx-expression';
import { mdxJsxFromMarkdown } from 'mdast-util-mdx-jsx';
import { mdxExpression } from 'micromark-extension-mdx-expression';
import { mdxJsx } from 'micromark-extension-mdx-jsx';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { type Processor, unified } from 'unified';
import { VFileMessage } from 'vfile-message';
import { placeAt } from './characters.ts';
import { type Fault, fault, type Place } from './fault.ts';
import { explain } from './mdx-syntax.ts';
import { plainTree } from './plain-tree.ts';

export interface MdxTree {
  /** Still with MDX nodes: nothing was allowed or refused yet. */
  readonly tree: Root;
  readonly faults: readonly Fault[];
}

/** Faults of grammar that one look reports; each costs another reading. */
const mostFaults = 20;

/** A hundred quotations or lists that begin on one line; the parser takes half a minute for thousands of them. */
const deepLine = /^(?:[ \t]*(?:>|(?:[-*+]|\d{1,9}[.)])(?=[ \t]))){100}/m;

/** Signs of emphasis and links in one paragraph; the time to pair them grows with their square: 40,000 took 40 s, 4,000 take 0.4. */
const mostSigns = 4000;

/** Stands where a `<` or `{` was that could not be read, so that what follows keeps its place. */
const blank = '\uFFFD';

/**
 * The Markdown and the tags of a text as a tree, and every place where its grammar breaks. MDX without JavaScript: braces
 * are matched and never parsed as code, `import` and `export` are words, HTML does not exist. Where the parser stops, the
 * sign that it stumbled over is taken out and the text is read again, so all faults are found at once. Never throws.
 */
export function readMdx(source: string): MdxTree {
  const deep = deepLine.exec(source);
  if (deep) return { tree: { type: 'root', children: [] }, faults: [tooDeep(placeAt(source, deep.index))] };
  const dense = denseParagraph(source);
  if (dense !== undefined) return { tree: { type: 'root', children: [] }, faults: [tooDense(placeAt(source, dense))] };
  const plain = plainTree(source);
  return plain ? { tree: plain, faults: [] } : readCarefully(source);
}

/** The same by remark alone, for texts in which nothing is too deep or too dense. */
export function readCarefully(source: string): MdxTree {
  const faults: Fault[] = [];
  let forgiven: readonly string[] = [];
  let text = source;
  while (faults.length < mostFaults) {
    const read = attempt(text);
    if (read instanceof VFileMessage) {
      const { found, index, length = 1, tags } = explain(read, text, forgiven);
      if (found) faults.push(found);
      forgiven = found ? [...forgiven, ...tags] : forgiven.toSpliced(forgiven.indexOf(tags[0] ?? ''), 1);
      if (index === undefined) return { tree: { type: 'root', children: [] }, faults };
      text = `${text.slice(0, index)}${blank.repeat(length)}${text.slice(index + length)}`;
    } else if ('fault' in read) {
      return { tree: { type: 'root', children: [] }, faults: [...faults, read.fault] };
    } else return { tree: read, faults };
  }
  faults.push(
    fault(faults.at(-1), 'too-many-faults', 'After this place the text was not read any more.', 'Correct these first.'),
  );
  return { tree: { type: 'root', children: [] }, faults };
}

function tooDeep(place: Place | undefined): Fault {
  return fault(place, 'too-deep', 'This is nested so deeply that it cannot be read.', 'Write plain paragraphs.');
}

function unreadable(): Fault {
  const message = 'This text cannot be read: its signs stand in an order that Markdown does not know.';
  return fault(undefined, 'unreadable', message, 'Look for a lone `<`, `>` or `=` and write that line anew.');
}

/** Where the first paragraph begins that holds too many signs to be read in time. */
function denseParagraph(source: string): number | undefined {
  let index = 0;
  for (const paragraph of source.split(/(?<=\n)[ \t]*\n/)) {
    if (paragraph.length > mostSigns && (paragraph.match(/[*_~[\]]/g) ?? []).length > mostSigns) {
      return source.indexOf(paragraph, index);
    }
    index += paragraph.length;
  }
  return undefined;
}

function tooDense(place: Place): Fault {
  const message = `This paragraph has more than ${mostSigns} signs of emphasis and links.`;
  return fault(place, 'too-dense', message, 'Divide it with blank lines.');
}

const processor = unified().use(remarkParse).use(remarkGfm, { singleTilde: false }).use(tagsAndBraces).freeze();

/** What remark-mdx does, without acorn and without import and export. */
function tagsAndBraces(this: Processor): void {
  const data = this.data();
  data.micromarkExtensions = [
    ...(data.micromarkExtensions ?? []),
    mdxExpression(),
    mdxJsx(),
    { disable: { null: ['autolink', 'codeIndented', 'htmlFlow', 'htmlText'] } },
  ];
  data.fromMarkdownExtensions = [
    ...(data.fromMarkdownExtensions ?? []),
    mdxExpressionFromMarkdown(),
    mdxJsxFromMarkdown(),
  ];
}

/** The tree, what the grammar of tags complains of, or why there is no tree at all. */
function attempt(text: string): Root | VFileMessage | { readonly fault: Fault } {
  try {
    return processor.parse(text);
  } catch (error) {
    if (error instanceof VFileMessage) return error;
    // Some orders of signs, such as a tag without a name before a line of `=`, are beyond the two grammars together.
    return { fault: error instanceof RangeError ? tooDeep(undefined) : unreadable() };
  }
}
