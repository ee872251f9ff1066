/** Width of the text part, in characters. */
export const textColumns = 72;

// A line break that the author wanted; ordinary ones become spaces.
export const hardBreak = '\v';

/** Characters as a reader counts them: code points that stand for themselves, without combining marks. */
export function textWidth(text: string): number {
  return [...text.normalize('NFC').replaceAll(/\p{Mn}/gu, '')].length;
}

/**
 * Words set in lines of `columns` characters. A word that is longer, such as an address, gets a line of its own; a
 * no-break space never breaks.
 */
export function wrapText(text: string, columns = textColumns): string[] {
  return text.split(hardBreak).flatMap(paragraph => {
    const lines: string[] = [];
    let line = '';
    for (const word of paragraph.split(/[ \t\n]+/).filter(Boolean)) {
      const longer = line === '' ? word : `${line} ${word}`;
      if (line !== '' && textWidth(longer) > columns) {
        lines.push(line);
        line = word;
      } else line = longer;
    }
    return line === '' ? lines : [...lines, line];
  });
}

/** Text behind a sign: `first` before the first line, `rest` before the others; set to `columns` in all. */
export function hangText(text: string, first: string, rest: string, columns = textColumns): string[] {
  return indentLines(wrapText(text, columns - textWidth(first)), first, rest);
}

export function indentLines(lines: readonly string[], first: string, rest = first): string[] {
  return lines.map((line, at) => `${at === 0 ? first : rest}${line}`.trimEnd());
}

/** A heading with a line below it as long as its longest line. */
export function underlineText(text: string, sign: '=' | '-' | '~', columns = textColumns): string[] {
  const lines = wrapText(text, columns);
  return [...lines, sign.repeat(Math.max(0, ...lines.map(textWidth)))];
}
