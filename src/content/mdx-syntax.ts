import type { VFileMessage } from 'vfile-message';
import { placeAt } from './characters.ts';
import { type Fault, fault } from './fault.ts';
import { indexAt, offsetOf, openBrace, openQuote } from './syntax-place.ts';
import { tagWords } from './tag-words.ts';

interface Explanation {
  /** Undefined where it only follows from a fault that was told already. */
  readonly found: Fault | undefined;
  /** Index of the `<` or `{` to leave out, so that reading can go on. */
  readonly index: number | undefined;
  /** How many characters to leave out from there; 1 where not given. */
  readonly length?: number;
  /** Names of tags whose other half will be missing now; where nothing was found, the one that was missing. */
  readonly tags: readonly string[];
}

/** A complaint of the MDX parser in words for an editor, at the sign that caused it. */
export function explain(error: VFileMessage, text: string, forgiven: readonly string[]): Explanation {
  if (error.source === 'micromark-extension-mdx-expression') return brace(error, text);
  if (error.source === 'mdast-util-mdx-jsx') return halfTag(error, text, forgiven);
  return brokenTag(error, text);
}

function brace(error: VFileMessage, text: string): Explanation {
  const index = error.ruleId === 'unexpected-eof' ? openBrace(text) : text.lastIndexOf('{', offsetOf(error, text));
  const place = placeAt(text, Math.max(index, 0));
  const found =
    error.ruleId === 'unexpected-eof'
      ? fault(
          place,
          'open-brace',
          'A `{` begins here and no `}` ends it.',
          'Write `\\{` for the sign itself, `{/* … */}` for a comment.',
        )
      : fault(
          place,
          'open-brace',
          'What this `{` begins runs out of its quotation or list.',
          'Write `\\{` for the sign itself.',
        );
  return { found, index: orNothing(index), tags: [] };
}

/** Complaints about a tag without its other half. */
function halfTag(error: VFileMessage, text: string, forgiven: readonly string[]): Explanation {
  const names = [...error.reason.matchAll(/`<\/?([^`>]*)>`/g)].map(match => match[1] ?? '');
  const opened = /\((\d+):(\d+)-\d+:\d+\)/.exec(error.reason);
  if (error.ruleId === 'end-tag-mismatch' && opened && !error.reason.startsWith('Expected the closing')) {
    const place = { line: Number(opened[1]), column: Number(opened[2]) };
    const name = names.at(error.reason.startsWith('Unexpected') ? 1 : 0) ?? '';
    const before = error.reason.startsWith('Unexpected') ? ` before \`</${names[0]}>\`` : '';
    const hint = `Write \`</${name}>\` on a line of its own, or \`<${name} … />\` where it holds nothing.`;
    return forgiven.includes(name)
      ? { found: undefined, index: indexAt(text, place), tags: [name] }
      : {
          found: fault(place, 'open-tag', `\`<${name}>\` is not ended${before}.`, hint),
          index: indexAt(text, place),
          tags: names,
        };
  }
  const index = text.lastIndexOf('<', offsetOf(error, text));
  const name = /^<\s*\/?\s*([\w.:-]*)/.exec(text.slice(index, index + 100))?.[1] ?? '';
  const place = placeAt(text, Math.max(index, 0));
  const message = error.reason.startsWith('Expected the closing')
    ? `\`</${name}>\` stands inside a paragraph, a list or a quotation that began outside of it.`
    : error.ruleId === 'unexpected-closing-slash'
      ? `\`</${name}>\` ends a block that never began.`
      : `\`</${name}\` holds more than a name.`;
  const hint = `Write \`</${name}>\` on a line of its own, with empty lines around it, after the \`<${name}>\` that it ends.`;
  return {
    found: forgiven.includes(name) ? undefined : fault(place, 'close-tag', message, hint),
    index: orNothing(index),
    tags: [name],
  };
}

function brokenTag(error: VFileMessage, text: string): Explanation {
  const offset = offsetOf(error, text);
  const index = error.reason.includes('in attribute value')
    ? openQuote(text, offset)
    : text.lastIndexOf('<', offset - 1);
  const rest = text.slice(Math.max(index, 0), index + 60).split('\n')[0] ?? '';
  const place = placeAt(text, Math.max(index, 0));
  const [rule, message, hint] = tagWords(error.reason, rest);
  const length = rule === 'angle-link' ? rest.indexOf('>') + 1 || rest.length : 1;
  return { found: fault(place, rule, message, hint), index: orNothing(index), length, tags: [] };
}

function orNothing(index: number): number | undefined {
  return index < 0 ? undefined : index;
}
