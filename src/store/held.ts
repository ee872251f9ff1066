import { z } from 'zod';

/** What the mails of a variant told their readers, noted when it is frozen: what they still miss is known from it. */
export const held = z.strictObject({
  /** Pieces of the issue, each in the language in which the mail had it. */
  pieces: z.array(z.strictObject({ commentary: z.string(), language: z.string() })),
  /** Keys of corrections (content/correction-key.ts), of earlier issues too. */
  corrections: z.array(z.string()),
});

export type Held = z.infer<typeof held>;
