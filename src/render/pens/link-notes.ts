/** The links of a text, told by numbers in the order in which they are met; one address has one number. */
export interface LinkNotes {
  /** The number of an address. */
  number(href: string): number;
  /** The notes that were not given out before: `[3] https://…`, one a line. */
  take(): string[];
}

export function linkNotes(): LinkNotes {
  const addresses: string[] = [];
  let taken = 0;
  return {
    number(href) {
      const at = addresses.indexOf(href);
      return at >= 0 ? at + 1 : addresses.push(href);
    },
    take() {
      const notes = addresses.slice(taken).map((href, at) => `[${taken + at + 1}] ${href}`);
      taken = addresses.length;
      return notes;
    },
  };
}
