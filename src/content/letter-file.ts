import type { RootContent } from 'mdast';
import { isEmpty } from './body.ts';
import { defined } from './defined.ts';
import { type Fault, fault, isError, type Place } from './fault.ts';
import { readFrontMatter } from './front-matter.ts';
import { type LetterParts, letterParts, letterSchema } from './letter-schema.ts';
import type { LetterVersion } from './model.ts';
import { inOrder, type Parsed, type Setting } from './parse.ts';
import { partsOf } from './parts.ts';
import { readWords, type WordsSource } from './words-file.ts';

/** A letter in one language and what it says of its mailing. */
export interface ParsedLetter {
  /** `2024-05-01-blocked` */
  readonly name: string;
  readonly version: LetterVersion;
  readonly lists: readonly string[] | undefined;
  readonly draft: boolean;
  /** The newsletter's own site may not open while it goes out. */
  readonly siteIsDown: boolean;
  readonly placeOf: (path: readonly PropertyKey[]) => Place;
}

/** Reads `letters/<date>-<slug>.<lang>.mdx`. */
export async function parseLetter(source: WordsSource, setting: Setting): Promise<Parsed<ParsedLetter, LetterParts>> {
  const { text, file, name, language } = source;
  const front = readFrontMatter(text, letterSchema);
  const { reading, faults: read } = await readWords(front, partsOf(letterParts, front.given), source, setting);
  const faults = inOrder([...read, ...soundFaults(reading.body.children)]);
  const { value, placeOf } = front;
  if (value?.draft === false && isEmpty(reading.body.children) && !faults.some(isError)) {
    const place = { line: text.split('\n').length, column: 1 };
    const hint = 'Write it, or put `draft: true` into the front matter.';
    faults.push(fault(place, 'body-empty', 'The letter has no text.', hint));
  }
  if (!value || faults.some(isError)) return { parsed: undefined, faults, reading };
  const { title, lists, draft, site, ...words } = value;
  const version = { language, file, title, ...defined(words), body: reading.body };
  return { parsed: { name, version, lists, draft, siteIsDown: site === 'down', placeOf }, faults, reading };
}

// A mail says of a sound where on the site it is to be heard, and a letter is not there.
function soundFaults(nodes: readonly RootContent[]): Fault[] {
  return nodes.flatMap(node => {
    if (node.type === 'block' && node.name === 'Audio') {
      const hint = 'Take the block out, or link to a piece that has the sound: `<ReadMore to="2024-04-15/economy" />`.';
      return [
        fault(node.position?.start, 'letter-sound', 'A letter has no page on which a sound could be heard.', hint),
      ];
    }
    return 'children' in node ? soundFaults(node.children) : [];
  });
}
