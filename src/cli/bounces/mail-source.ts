/** One mail of a source. Whoever takes it calls `remove` or `leave` once, after its effect is committed. */
export interface SourceMail {
  /** Its beginning, `mostBytes` at most: reports stand before the returned mail, and attachments are of no use. */
  readonly bytes: Uint8Array;
  /** It has done what it could; it holds an address, so away with it. */
  remove(): Promise<void>;
  /** It is for a person: it stays where it is. */
  leave(): Promise<void>;
}

/** Where mails come from, one after the other; memory does not grow with their number or size. */
export interface MailSource {
  mails(signal: AbortSignal): AsyncIterable<SourceMail>;
  /** What could not be opened, a sentence each, without names of files: those may hold addresses. */
  readonly troubles: readonly string[];
}

export const mostBytes = 1024 * 1024;

/** For a source that nothing is to be taken from. */
export function stays(bytes: Uint8Array): SourceMail {
  return { bytes, remove: async () => {}, leave: async () => {} };
}
