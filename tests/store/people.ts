import { freezeMailing } from '#store/freeze.ts';
import type { Mailing } from '#store/mailings.ts';
import type { Store } from '#store/open.ts';
import type { SignUpLink } from '#store/sign-up-life.ts';
import { addSubscribers, type NewSubscriber } from '#store/subscriber-admission.ts';
import type { Variant } from '#store/variant.ts';
import { now } from './both-databases.ts';

export const issue = '2024-04-15';

/** Somebody who agreed, on the list `en` unless said otherwise. */
export function person(address: string, more: Partial<NewSubscriber> = {}): NewSubscriber {
  return { address, list: 'en', state: 'active', consent: { source: 'test', at: now }, ...more };
}

/** `reader1@example.org`, … in turn on the lists given. */
export async function addReaders(store: Store, count: number, lists: readonly string[] = ['en']): Promise<void> {
  const readers = Array.from({ length: count }, (_, at) =>
    person(`reader${at + 1}@example.org`, { list: lists[at % lists.length] ?? 'en' }),
  );
  for (let at = 0; at < count; at += 500) await addSubscribers(store, readers.slice(at, at + 500), now);
}

export function variantFor(list: string, more: Partial<Variant> = {}): Variant {
  return {
    list,
    form: 'normal',
    from: { name: 'Vesnik', address: 'news@example.org' },
    subject: `Subject for ${list}`,
    text: 'Text',
    html: '<p>Text</p>',
    headers: [['List-Id', `<${list}.example.org>`]],
    pictures: [],
    ...more,
  };
}

/** The issue approved for everybody on these lists. */
export function approve(store: Store, lists: readonly string[] = ['en']): Promise<Mailing> {
  return freezeMailing(store, { issue, variants: lists.map(list => variantFor(list)), now });
}

/** The link of the newest mail that asked somebody whether they signed up; of this moment where nobody was asked. */
export async function newestLink({ db }: Pick<Store, 'db'>, ref: Uint8Array): Promise<SignUpLink> {
  const row = await db
    .selectFrom('sign_ups as u')
    .innerJoin('subscribers as s', 's.id', 'u.subscriber_id')
    .select('u.asked_at')
    .where('s.ref', '=', Buffer.from(ref))
    .executeTakeFirst();
  return { ref, mailedAt: new Date(row?.asked_at ?? now) };
}
