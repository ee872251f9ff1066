import { randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import { z } from 'zod';
import { addressIndex } from '#keys/address-index.ts';
import type { KeyRing } from '#keys/key-ring.ts';
import { deliveryStates } from './delivery-state.ts';
import type { Tables } from './schema.ts';

const counts = z.record(z.enum(deliveryStates), z.number());

/** What a notice tells, as it was when it was written. Holds no address of a person. */
export const noticeFacts = z.discriminatedUnion('about', [
  /** How a mailing went: the first time everybody was tried (`first`), or nothing waits any more (`last`). */
  z.strictObject({
    about: z.enum(['first', 'last']),
    issue: z.string(),
    counts,
    byList: z.record(z.string(), counts),
  }),
  /** It is due and cannot begin: addresses of the newsletter's own site that do not answer, and how many more. */
  z.strictObject({
    about: z.literal('pages'),
    issue: z.string(),
    missing: z.array(z.string()),
    more: z.number(),
    /** The moment at which it was due. */
    due: z.number().optional(),
  }),
  /** The relay cannot be reached or does not let us in; `words`: redacted. */
  z.strictObject({ about: z.literal('relay'), issue: z.string(), words: z.string() }),
  /** Nobody sends it. */
  z.strictObject({ about: z.literal('worker'), issue: z.string() }),
  /** So many mails of the doors wait, and have for long. */
  z.strictObject({ about: z.literal('joining'), waiting: z.number() }),
  z.strictObject({ about: z.literal('joining-over') }),
  /** A trouble is over. */
  z.strictObject({ about: z.enum(['pages-over', 'relay-over', 'worker-over']), issue: z.string() }),
  /** It paused by itself: of `tried` so many were refused, `unknown` of them for want of a mailbox; some of the answers, redacted. */
  z.strictObject({
    about: z.literal('refusals'),
    issue: z.string(),
    tried: z.number(),
    refused: z.number(),
    unknown: z.number(),
    answers: z.array(z.string()),
  }),
]);

export type NoticeFacts = z.infer<typeof noticeFacts>;

/** `facts` of a row. */
export function readNoticeFacts(text: string): NoticeFacts {
  return noticeFacts.parse(JSON.parse(text));
}

/** Whom the newsletter's notices go to, as the outbox knows them: by keyed hash, so that it holds no address. */
export function noticeRecipients({ ring }: { readonly ring: KeyRing }, addresses: readonly string[]): Buffer[] {
  return addresses.map(address => addressIndex(ring, address));
}

/** One notice for each recipient. Inside a transaction of yours: with what it writes, the notices are there or are not. */
export async function writeNotices(
  db: Kysely<Tables>,
  { facts, to, now }: { readonly facts: NoticeFacts; readonly to: readonly Buffer[]; readonly now: Date },
): Promise<void> {
  const moment = now.getTime();
  for (const recipient of to) {
    await db
      .insertInto('outbox')
      .values({
        ...{ kind: 'notice', list: '', subscriber_id: null, provider: 'other', bytes: randomBytes(16) },
        ...{ state: 'queued', worker: null, available_at: 0, attempts: 0, attempted_at: null, answer: null },
        ...{ recipient, facts: JSON.stringify(noticeFacts.parse(facts)), created_at: moment, changed_at: moment },
      })
      .execute();
  }
}
