import { randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { ReaderMailKind } from './outbox-kind.ts';
import type { Provider } from './provider.ts';
import type { Tables } from './schema.ts';

/** A mail to one reader that the outbox will send. */
interface Letter {
  readonly kind: ReaderMailKind;
  readonly list: string;
  readonly person: { readonly id: number; readonly provider: Provider };
}

/** Inside a transaction of yours: with what it writes, the mail is there or is not. */
export async function putIntoOutbox(db: Kysely<Tables>, { kind, list, person }: Letter, now: Date): Promise<void> {
  const moment = now.getTime();
  await db
    .insertInto('outbox')
    .values({
      ...{ kind, list, subscriber_id: person.id, provider: person.provider, bytes: randomBytes(16) },
      ...{ state: 'queued', worker: null, available_at: 0, attempts: 0, attempted_at: null, answer: null },
      ...{ created_at: moment, changed_at: moment },
    })
    .execute();
}
