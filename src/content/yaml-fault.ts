import { type Document, isAlias, isScalar, visit, type YAMLError } from 'yaml';
import { type Fault, fault, type Place } from './fault.ts';

/** Keys that mean something to JavaScript and nothing to a newsletter. */
const reservedKeys = new Set(['__proto__', 'constructor', 'prototype']);

/** A fault of YAML's grammar in plain words. `lineAt` gives the whole line of a place. */
export function syntaxFault(error: YAMLError, place: Place, lineAt: (place: Place) => string): Fault {
  const line = lineAt(place);
  if (error.code === 'DUPLICATE_KEY') {
    const key = /^\s*([^:]+):/.exec(line)?.[1] ?? 'key';
    return fault(place, 'duplicate-key', `\`${key}\` stands here twice.`, 'Keep one of the two lines.');
  }
  if (error.code === 'MULTIPLE_DOCS') {
    return fault(
      place,
      'yaml',
      'A second document begins here.',
      'Keep one block of keys; leave out `---` between them.',
    );
  }
  if (error.code === 'TAB_AS_INDENT') {
    return fault(place, 'yaml', 'This line begins with a tab.', 'Use spaces in front of a key.');
  }
  const mended = withQuotes(line);
  if (mended !== undefined) {
    return fault(place, 'yaml', 'Words that hold `: ` need quotes around them.', `Write \`${mended.trim()}\`.`);
  }
  return fault(
    place,
    'yaml',
    `${plain(error)}.`,
    'Write one `key: value` on a line; put quotes around words with : # [ ] { } or quotes.',
  );
}

/** A line `title: Sanctions: what they do` with quotes around its words; undefined where that is not what it lacks. */
export function withQuotes(line: string): string | undefined {
  const [, key, value] = /^(\s*(?:- )?[\w-]+): +([^"'{[].*(?:: | #|:$).*)$/.exec(line) ?? [];
  if (key === undefined || value === undefined) return undefined;
  return value.includes("'") ? `${key}: "${value.replaceAll(/[\\"]/g, '\\$&')}"` : `${key}: '${value}'`;
}

/** Tags, anchors, aliases and reserved keys: all that could make a document something else than what is to be seen. */
export function structureFaults(document: Document.Parsed, placeAt: (offset: number) => Place): Fault[] {
  const found: Fault[] = [];
  const aliases = new Set<string>();
  if (document.directives.yaml.explicit === true) {
    found.push(fault(placeAt(0), 'yaml', 'A line `%YAML` has no place here.', 'Leave it out.'));
  }
  visit(document, {
    Node(_, node) {
      const place = placeAt(node.range?.[0] ?? 0);
      if (isAlias(node)) {
        if (aliases.has(node.source)) return;
        aliases.add(node.source);
        found.push(
          fault(place, 'yaml-alias', `\`*${node.source}\` repeats another value by name.`, 'Write the value itself.'),
        );
        return;
      }
      if (node.anchor !== undefined) {
        found.push(fault(place, 'yaml-anchor', `\`&${node.anchor}\` names a value.`, `Leave out \`&${node.anchor}\`.`));
      }
      const { tag } = node;
      if (tag !== undefined) {
        found.push(
          fault(
            place,
            'yaml-tag',
            `The tag \`${tag.replace('tag:yaml.org,2002:', '!!').slice(0, 60)}\` means nothing here.`,
            'Leave out the word that begins with `!`.',
          ),
        );
      }
    },
    Pair(_, { key }) {
      if (isScalar(key) && reservedKeys.has(String(key.value))) {
        const place = placeAt(key.range?.[0] ?? 0);
        found.push(fault(place, 'unknown-key', `\`${key.value}\` is not a key.`, 'Leave out this line.'));
      }
    },
  });
  return found;
}

function plain({ code }: YAMLError): string {
  const known: Partial<Record<YAMLError['code'], string>> = {
    BAD_ALIAS: 'A value that begins with `*` needs quotes around it',
    BAD_DQ_ESCAPE: 'A backslash inside "…" means something else; write two',
    BAD_INDENT: 'This line stands too far to the left or to the right',
    BAD_SCALAR_START: 'A value cannot begin with this character without quotes',
    BLOCK_AS_IMPLICIT_KEY: 'Here two keys stand on one line',
    KEY_OVER_1024_CHARS: 'A key is longer than 1,024 characters',
    MISSING_CHAR: 'A quote, a comma or a colon is missing here',
    MULTILINE_IMPLICIT_KEY: 'A key runs over several lines; perhaps a `:` or a closing quote is missing',
    RESOURCE_EXHAUSTION: 'This is nested so deeply that it cannot be read',
    UNEXPECTED_TOKEN: 'This was not expected here',
  };
  return known[code] ?? 'This cannot be read as a list of keys';
}
