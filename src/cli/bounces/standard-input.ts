import type { MailSource } from './mail-source.ts';
import { mostBytes, stays } from './mail-source.ts';

/** The one mail that an MTA pipes in, read to its end: a pipe that is closed early is trouble to an MTA. */
export function standardInput(stdin: AsyncIterable<Uint8Array | string>): MailSource {
  return {
    troubles: [],
    async *mails() {
      const kept: Buffer[] = [];
      let sizeBytes = 0;
      for await (const chunk of stdin) {
        const bytes = Buffer.from(chunk);
        if (sizeBytes < mostBytes) kept.push(bytes.subarray(0, mostBytes - sizeBytes));
        sizeBytes += bytes.length;
      }
      yield stays(withoutEnvelopeLine(Buffer.concat(kept)));
    },
  };
}

/** Without the `From …` line that some MTAs put before a mail (Postfix, pipe(8), flag F). */
export function withoutEnvelopeLine(mail: Buffer): Buffer {
  if (!mail.subarray(0, 5).equals(Buffer.from('From '))) return mail;
  const end = mail.indexOf('\n');
  return end === -1 ? Buffer.alloc(0) : mail.subarray(end + 1);
}
