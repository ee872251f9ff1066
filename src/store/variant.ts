import { z } from 'zod';
import type { Held } from './held.ts';
import type { Form } from './subscriber-state.ts';

const picture = z.strictObject({
  /** Without brackets: `cover@example.org`. */
  cid: z.string(),
  /** File name, `cover.jpg`. */
  name: z.string(),
  /** `image/jpeg` */
  mediaType: z.string(),
  base64: z.string(),
});

/**
 * What one group is mailed, as it was approved. Texts hold the placeholders of slots.ts. What a header, an address or a
 * picture may be is checked before freezing and again before sending (delivery/frozen-variant.ts).
 */
export const frozenVariant = z.strictObject({
  from: z.strictObject({ name: z.string(), address: z.string() }),
  replyTo: z.string().optional(),
  subject: z.string(),
  text: z.string(),
  /** Absent in the form `plain`. */
  html: z.string().optional(),
  /** Further headers that are the same for the whole group: `List-Id`, `Content-Language`, … */
  headers: z.array(z.tuple([z.string(), z.string()])),
  pictures: z.array(picture),
});

export type FrozenVariant = z.infer<typeof frozenVariant>;
/** A variant, the group it is for, and what is to be noted of it. */
export type Variant = FrozenVariant & { readonly list: string; readonly form: Form; readonly held?: Held };
