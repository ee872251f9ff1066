import type { Database } from './database.ts';

/** How the mails of the doors stand; notices are of no reader. What was sent, refused for good or given up leaves no trace, so it is in no count. */
export interface OutboxState {
  /** Mails that have not gone, those of `putOff` included. */
  readonly waiting: number;
  /** Tried, and put off by the relay or by an accident. */
  readonly putOff: number;
  /** When the oldest of them was asked for; undefined: none waits. */
  readonly oldest: Date | undefined;
}

export async function outboxState({ db }: Pick<Database, 'db'>): Promise<OutboxState> {
  const { waiting, putOff, oldest } = await db
    .selectFrom('outbox')
    .select(({ fn, eb }) => [
      fn.countAll<number>().as('waiting'),
      fn.count<number>(eb.case().when('attempts', '>', 0).then(1).end()).as('putOff'),
      fn.min('created_at').as('oldest'),
    ])
    .where('kind', '!=', 'notice')
    .executeTakeFirstOrThrow();
  return { waiting, putOff, oldest: oldest === null ? undefined : new Date(oldest) };
}

/** Mails of the outbox that were asked for before a moment and have not gone. */
export interface StuckMails {
  /** Confirmations, welcomes and links to one's data. */
  readonly readers: number;
  /** Notices to the people of the newsletter. */
  readonly notices: number;
  /** When the oldest of all was asked for; undefined: there is none. */
  readonly oldest: Date | undefined;
}

export async function stuckMails({ db }: Pick<Database, 'db'>, before: Date): Promise<StuckMails> {
  const { notices, all, oldest } = await db
    .selectFrom('outbox')
    .select(({ fn, eb }) => [
      fn.count<number>(eb.case().when('kind', '=', 'notice').then(1).end()).as('notices'),
      fn.countAll<number>().as('all'),
      fn.min('created_at').as('oldest'),
    ])
    .where('created_at', '<', before.getTime())
    .executeTakeFirstOrThrow();
  return { readers: all - notices, notices, oldest: oldest === null ? undefined : new Date(oldest) };
}
