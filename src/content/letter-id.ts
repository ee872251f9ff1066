/** Letters stand beside the issues under ids of their own: `letters/2024-05-01-blocked`. */
const prefix = 'letters/';

/** Whether an id is that of a letter and not of an issue. */
export function isLetterId(id: string): boolean {
  return id.startsWith(prefix);
}

/** The id of the letter whose files begin with this name, `2024-05-01-blocked`. */
export function letterId(name: string): string {
  return `${prefix}${name}`;
}

/** Where the files of a letter begin, from the root: `content/letters/2024-05-01-blocked.` and then the language. */
export function letterFiles(id: string): string {
  return `content/${id}.`;
}
