import { blockNames } from './blocks.ts';
import { didYouMean } from './suggestion.ts';

/** What to write instead of a tag of HTML. */
const instead: Readonly<Record<string, string>> = {
  a: 'Write `[words](https://…)`.',
  audio: 'Write `<Audio src="./file.mp3" title="…" />`.',
  b: 'Write `**words**`.',
  blockquote: 'Write `> ` in front of each line.',
  br: 'Begin a new paragraph, or end the line with a backslash.',
  button: 'Write `<Button href="https://…" label="…" />`.',
  code: 'Write the words between backticks.',
  del: 'Write `~~words~~`.',
  em: 'Write `*words*`.',
  figure: 'Write `<Figure src="./file.jpg" alt="…" />`.',
  h1: 'Write `## words`.',
  h2: 'Write `## words`.',
  h3: 'Write `### words`.',
  h4: 'Write `#### words`.',
  hr: 'Write `---` on a line of its own.',
  i: 'Write `*words*`.',
  img: 'Write `<Figure src="./file.jpg" alt="…" />`.',
  li: 'Write `- ` in front of each line.',
  ol: 'Write `1. ` in front of each line.',
  p: 'Leave the tag out: an empty line begins a paragraph.',
  picture: 'Write `<Figure src="./file.jpg" alt="…" />`.',
  s: 'Write `~~words~~`.',
  strong: 'Write `**words**`.',
  table: 'Write a table of Markdown: `| one | two |`.',
  ul: 'Write `- ` in front of each line.',
};

/** Why a tag that names no block is refused. `name` is null for `<>`. */
export function tagFault(name: string | null): {
  readonly rule: string;
  readonly message: string;
  readonly hint: string;
} {
  if (name === null) {
    return {
      rule: 'unknown-block',
      message: 'A tag without a name.',
      hint: `Blocks that exist: ${blockNames.join(', ')}.`,
    };
  }
  const shown = name.slice(0, 60);
  const hint = Object.hasOwn(instead, name) ? instead[name] : undefined;
  const isBlock = blockNames.some(block => block.toLowerCase() === name) && hint === undefined;
  if (/^[a-z][a-z0-9]*$/.test(name) && !isReserved(name) && !isBlock) {
    return {
      rule: 'html',
      message: `HTML such as \`<${shown}>\` has no place here.`,
      hint: hint ?? 'Leave the tag out: Markdown and the blocks are all there is.',
    };
  }
  return {
    rule: 'unknown-block',
    message: `There is no block \`<${shown}>\`.`,
    hint: `${didYouMean(name, blockNames)}Blocks that exist: ${blockNames.join(', ')}.`,
  };
}

function isReserved(name: string): boolean {
  return name in Object.prototype;
}
