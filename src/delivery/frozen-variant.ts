import { z } from 'zod';
import { VesnikError } from '#errors.ts';
import { hasHeaderBreak } from './header-text.ts';
import { isReservedHeader } from './headers.ts';

const headerLine = z
  .string()
  .max(900)
  .refine(text => !hasHeaderBreak(text), 'holds a control character');
const asciiLine = headerLine.regex(/^[\x20-\x7e]*$/, 'holds more than printable ASCII');
// The addresses of the newsletter itself: one bare mailbox in ASCII, since every relay must take it.
const ownAddress = z
  .string()
  .max(254)
  .regex(/^[a-z0-9!#$%&'*+/=?^_`{|}~.-]+@[a-z0-9-]+(\.[a-z0-9-]+)+$/i, 'is not one bare address in ASCII');

const headerName = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9-]{0,60}$/, 'is not a header name')
  .refine(name => !isReservedHeader(name), 'is a header that the delivery writes itself');

const picture = z.strictObject({
  /** Content-ID without brackets, as in `src="cid:…"`. */
  cid: z.string().regex(/^[A-Za-z0-9._-]+(@[A-Za-z0-9.-]+)?$/),
  name: z.string().regex(/^[A-Za-z0-9._-]{1,100}$/),
  mediaType: z.enum(['image/jpeg', 'image/png', 'image/gif']),
  base64: z.base64(),
});

/** A variant as a mailing freezes it: all of a mail that its recipients share. `text` and `html` hold slots (src/slots.ts). */
const frozenVariant = z.strictObject({
  from: z.strictObject({ name: headerLine, address: ownAddress }),
  replyTo: ownAddress.optional(),
  subject: headerLine,
  text: z.string().min(1),
  /** Absent in the form `plain`. */
  html: z.string().min(1).optional(),
  /** Constant headers, printable ASCII. */
  headers: z.array(z.tuple([headerName, asciiLine])),
  /** Embedded ones, which the HTML shows by their `cid`. */
  pictures: z.array(picture),
});

export type FrozenVariant = z.infer<typeof frozenVariant>;

/**
 * A variant fit for the wire. Call it before freezing, and again before sending. Throws VesnikError `variant-refused` naming
 * every field that is not as it must be, never its text.
 */
export function readVariant(value: unknown): FrozenVariant {
  const read = frozenVariant.safeParse(value);
  if (read.success) return read.data;
  const faults = read.error.issues.map(({ path, message }) => `${path.join('.') || 'the whole'}: ${message}`);
  throw new VesnikError({
    code: 'variant-refused',
    message: `This mail cannot be sent as it is. ${faults.join('; ')}.`,
    hint: 'Correct the subject, the names and addresses in newsletter.yaml or in the issue, then approve it again.',
  });
}
